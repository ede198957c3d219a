import Answers
import Foundation
import Lexicon
import Synchronization
import TestSupport
import Testing

@Suite struct `An archive of a folder` {
    private let folder: URL
    private let archive: FolderArchive
    private static let day = 86_400.0

    init() throws {
        folder = try temporaryDirectory().appending(path: "answers")
        archive = FolderArchive(directory: folder.path)
    }

    private func kept(_ choice: AnswerChoice = AnswerChoice()) async throws -> [String] {
        let found = Mutex<[String]>([])
        try await archive.forEach(choice) { key, answer, value in
            #expect(value == answer.encoded())
            found.withLock { $0.append(key.description) }
        }
        return found.withLock { $0 }
    }

    private func answer(_ definition: String = "x", daysOld: Double = 0) -> SourceAnswer {
        Samples.answer(definition, at: Date(timeIntervalSinceNow: -daysOld * Self.day))
    }

    /// Two languages, three sources, and words of different age.
    private func fill() async throws {
        try await archive.keep([
            (AnswerKey(language: "fr", source: "wiktionary", word: "mot"), answer(daysOld: 3)),
            (AnswerKey(language: "de", source: "wiktionary", word: "Wort"), answer()),
            (AnswerKey(language: "de", source: "duden", word: "Wort"), answer(daysOld: 5)),
            (AnswerKey(language: "de", source: "duden", word: "Regen"), answer(daysOld: 1)),
        ])
    }

    @Test func `gives each answer once, in the order of languages, sources and words, however many there are`()
        async throws
    {
        // More than are read at a time, and in another order than they are kept in.
        let words = (0..<1_200).map { String(format: "w%04d", ($0 * 7) % 1_200) }
        try await archive.keep(words.map { (Samples.key($0), Samples.missing) })
        try await archive.keep([(Samples.key("w0000", source: "a"), Samples.missing)])
        #expect(try await kept() == ["de/a/w0000"] + words.sorted().map { "de/wiktionary/\($0)" })
    }

    @Test(arguments: [
        (AnswerChoice(language: "de"), "de/duden/Regen de/duden/Wort de/wiktionary/Wort"),
        (AnswerChoice(source: "wiktionary"), "de/wiktionary/Wort fr/wiktionary/mot"),
        (AnswerChoice(word: "Wort"), "de/duden/Wort de/wiktionary/Wort"),
        (AnswerChoice(before: Date(timeIntervalSinceNow: -2 * day)), "de/duden/Wort fr/wiktionary/mot"),
        (AnswerChoice(language: "de", source: "duden", before: Date(timeIntervalSinceNow: -2 * day)), "de/duden/Wort"),
        (AnswerChoice(language: "xx"), ""), (AnswerChoice(word: "Wor"), ""), (AnswerChoice(word: "' OR 1 --"), ""),
    ])
    func `gives, and forgets, those that are chosen and no others`(choice: AnswerChoice, chosen: String) async throws {
        try await fill()
        let all = try await kept()
        let chosen = chosen.split(separator: " ").map(String.init)
        #expect(try await kept(choice) == chosen)
        #expect(try await archive.forget(choice) == chosen.count)
        #expect(try await kept() == all.filter { !chosen.contains($0) })
        #expect(try await archive.forget(choice) == 0)
    }

    @Test func `keeps the newest answer to a word, whichever comes last`() async throws {
        let key = Samples.key("Wort")
        try await archive.keep([
            (key, answer("first", daysOld: 2)), (key, answer("newest")), (key, answer("old", daysOld: 1)),
        ])
        try await archive.keep([(key, answer("older still", daysOld: 3))])
        let found = Mutex<[String?]>([])
        try await archive.forEach(AnswerChoice()) { _, answer, _ in
            found.withLock { $0.append(answer.entries.first?.senses.first?.definition) }
        }
        #expect(found.withLock { $0 } == ["newest"])
    }

    @Test func `has what processes keep there, and passes over what cannot be read`() async throws {
        let disk = AnswerDisk(directory: folder.path, logger: Samples.silence)
        let (good, bad) = (Samples.key("good"), Samples.key("bad"))
        _ = await disk.keep(
            [.answer(good, answer().encoded(), fetchedAt: Date()), .answer(bad, [0xFF, 0], fetchedAt: Date())],
            of: [:], in: SharedTopic(cluster: "c", name: "t")
        ).value
        #expect(try await kept() == ["de/wiktionary/good"])
        #expect(try await archive.forget(AnswerChoice()) == 2)
    }

    @Test func `ends with what the reader of it throws`() async throws {
        struct Enough: Error {}
        try await fill()
        await #expect(throws: (any Error).self) {
            try await archive.forEach(AnswerChoice()) { _, _, _ in throw Enough() }
        }
        #expect(try await kept().count == 4)
    }

    @Test func `without any answers is named, whatever is asked of it, and comes into being by keeping some`()
        async throws
    {
        let fault = await #expect(throws: AnswerArchiveFault.self) { try await kept() }
        #expect(fault?.description == "There are no answers in \(folder.path).")
        await #expect(throws: AnswerArchiveFault.self) { try await archive.forget(AnswerChoice()) }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        try await archive.keep([])
        #expect(try await kept() == [])
    }

    @Test func `whose file is damaged says which, sets it aside and begins anew`() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "answers.sqlite")
        try Data(repeating: 0x5A, count: 20_000).write(to: file)
        let fault = await #expect(throws: AnswerArchiveFault.self) { try await kept() }
        #expect(fault?.description == "\(file.path) is damaged, and set aside.")
        try await fill()
        #expect(try await kept().count == 4)
        #expect(try Data(contentsOf: file).count == 20_000)
    }

    @Test func `whose folder cannot be is told with the reason`() async throws {
        try Data().write(to: folder)
        let fault = await #expect(throws: AnswerArchiveFault.self) { try await archive.keep([]) }
        let description = try #require(fault?.description)
        #expect(description.hasPrefix("The answers in \(folder.path) cannot be used: "), "\(description)")
    }
}
