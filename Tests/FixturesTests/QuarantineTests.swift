import Foundation
import Providers
import TestSupport
import Testing
import Web

@testable import Fixtures

private func lookup(_ word: String, source: String = "site", pages: [String] = ["<p>new mark-up</p>"]) -> UnreadLookup {
    UnreadLookup(
        language: "tl", source: source, word: word,
        pages: pages.enumerated().map { number, body in
            Page(
                url: "https://site.example/\(number)/\(word.utf8.count)", status: 200,
                headers: ["content-type": "text/html", "date": "now"], body: Array(body.utf8))
        }, explanation: "Site: no article.")
}

@Suite struct Quarantining {
    private let path: String

    init() throws {
        path = try temporaryDirectory().appending(path: "unread").path
    }

    private func words() throws -> [String] {
        try QuarantineFolder(directory: path).lookups().map(\.fixture.word)
    }

    @Test func `what could not be read is kept with all that replaying it needs`() async throws {
        let quarantine = try Quarantine(directory: path, logger: silent)
        quarantine.keep(lookup("a/b", pages: ["<p>search</p>", "<p>page</p>"]))
        await quarantine.flush()
        let kept = try #require(try QuarantineFolder(directory: path).lookups().first)
        #expect(kept.fixture.name == "tl/site/a/b")
        #expect(kept.explanation == "Site: no article.")
        let exchanges = try kept.fixture.exchanges()
        #expect(
            try exchanges.map { String(decoding: try $0.page().body, as: UTF8.self) } == [
                "<p>search</p>", "<p>page</p>",
            ])
        #expect(exchanges.map(\.exchange.origin) == [.recorded, .recorded])
        #expect(exchanges[0].exchange.headers == ["content-type": "text/html"])
    }

    @Test(arguments: ["..", ".", "a/../../b", "%2F", "été", "q\u{0}r", "\u{1B}[2J"])
    func `no word leaves the folder, and each comes back as it was`(word: String) async throws {
        let quarantine = try Quarantine(directory: path, logger: silent)
        quarantine.keep(lookup(word))
        await quarantine.flush()
        #expect(try words() == [word])
        let parent = (path as NSString).deletingLastPathComponent
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["unread"])
    }

    @Test func `a word too long for a file's name is kept under a shorter one`() async throws {
        let quarantine = try Quarantine(directory: path, logger: silent)
        let long = String(repeating: "語", count: 200)
        quarantine.keep(lookup(long))
        quarantine.keep(lookup("next"))
        await quarantine.flush()
        #expect(try Set(words()) == [long, "next"])
    }

    @Test func `a word of a source is kept once, whoever of several keeps it`() async throws {
        let quarantines = try (0..<2).map { _ in try Quarantine(directory: path, logger: silent) }
        for quarantine in quarantines { for word in ["one", "two"] { quarantine.keep(lookup(word)) } }
        for quarantine in quarantines { await quarantine.flush() }
        #expect(try words().sorted() == ["one", "two"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["tl"])
    }

    @Test func `a broken site pushes out its own oldest pages, and none of another`() async throws {
        let quarantine = try Quarantine(directory: path, capacity: Quarantine.leastCapacity, logger: silent)
        quarantine.keep(lookup("quiet", source: "other"))
        let page = String(repeating: "x", count: 60_000)
        for number in 0..<40 {
            quarantine.keep(lookup("w\(number)", pages: [page]))
            await quarantine.flush()
        }
        let words = try words()
        #expect(words.contains("quiet"))
        #expect(words.contains("w39"))
        #expect(!words.contains("w0"))
        #expect((2...4).contains(words.count - 1), "\(words)")
    }

    @Test func `the bound holds for what was there before`() async throws {
        let first = try Quarantine(directory: path, capacity: 4 * Quarantine.leastCapacity, logger: silent)
        let page = String(repeating: "x", count: 60_000)
        for number in 0..<8 { first.keep(lookup("w\(number)", pages: [page])) }
        await first.flush()
        #expect(try words().count == 8)
        let second = try Quarantine(directory: path, capacity: Quarantine.leastCapacity, logger: silent)
        second.keep(lookup("new", pages: [page]))
        await second.flush()
        #expect(try words().count <= 4)
        #expect(try words().contains("new"))
    }

    @Test func `what is larger than a source's share is not kept, and removes nothing`() async throws {
        let quarantine = try Quarantine(directory: path, capacity: Quarantine.leastCapacity, logger: silent)
        quarantine.keep(lookup("small"))
        quarantine.keep(lookup("large", pages: [String(repeating: "x", count: 300_000)]))
        await quarantine.flush()
        #expect(try words() == ["small"])
    }

    @Test func `a folder that vanishes is told once, and so is its return`() async throws {
        let log = CollectedLog(from: .notice)
        let quarantine = try Quarantine(directory: path, logger: log.logger)
        try FileManager.default.removeItem(atPath: path)
        for word in ["a", "b", "c"] { quarantine.keep(lookup(word)) }
        await quarantine.flush()
        #expect(log.lines.count == 1, "\(log.lines)")
        #expect(log.lines.first?.contains("cannot be kept") == true)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for word in ["d", "e"] { quarantine.keep(lookup(word)) }
        await quarantine.flush()
        #expect(try words() == ["d", "e"])
        #expect(log.lines.count == 2, "\(log.lines)")
        #expect(log.lines.last?.contains("again") == true)
    }

    @Test func `a folder that cannot be made is refused by name`() throws {
        let file = try temporaryDirectory().appending(path: "file")
        try Data().write(to: file)
        let error = #expect(throws: FixtureFault.self) { try Quarantine(directory: file.path, logger: silent) }
        #expect(error?.path == file.path)
    }
}

@Suite struct QuarantineBounds {
    private func item(_ source: String, _ bytes: Int, _ age: TimeInterval) -> QuarantineContents.Item {
        QuarantineContents.Item(
            source: source, folder: "\(source)/\(age)", bytes: bytes, keptAt: Date(timeIntervalSince1970: 1_000 - age))
    }

    @Test func `the oldest of a source goes first, and no more than must`() {
        var contents = QuarantineContents(
            capacity: 400, items: [item("a", 40, 1), item("a", 40, 3), item("a", 20, 2), item("b", 90, 9)])
        #expect(contents.makeRoom(for: 30, of: "a") == [item("a", 40, 3)])
        #expect(contents.items.count == 3)
    }

    @Test func `where the whole is full, the largest source gives`() {
        let full = (1...5).map { item("s\($0)", 20 * $0, TimeInterval($0)) }
        var contents = QuarantineContents(capacity: 310, items: full)
        #expect(contents.makeRoom(for: 30, of: "new") == [full[4]])
    }
}
