import Answers
import Foundation
import Lexicon
import Synchronization
import TestSupport
import Testing

@Suite struct `Answers at hand` {
    private static let room = 200_000

    private func shelf(_ bytes: Int = room, disk: AnswerDisk? = nil) -> AnswerShelf {
        AnswerShelf(
            of: [Samples.wiktionary, Samples.source("duden")], keeping: AnswerKeeping(memoryBytes: bytes, disk: disk))
    }

    private func disk() throws -> AnswerDisk {
        AnswerDisk(directory: try temporaryDirectory().path, logger: Samples.silence)
    }

    private func words(_ range: Range<Int>) -> [AnswerKey] { range.map { Samples.key("w\($0)") } }

    private func ago(_ seconds: Double) -> Date { Date(timeIntervalSinceNow: -seconds) }

    @Test func `take no more room than they may, and the last ones stay`() {
        let shelf = shelf()
        let text = String(repeating: "x", count: 5_000)
        for key in words(0..<500) { shelf.learn(Samples.answer(text), for: key) }
        // Looking at one is use: the last ones come first, so that it does away with none of them.
        let kept = words(0..<500).reversed().prefix(while: shelf.hasAtHand)
        // Each has its text alone, which is the least that it takes.
        #expect(kept.count * text.utf8.count <= Self.room)
        #expect(!kept.isEmpty)
        #expect(!shelf.hasAtHand(Samples.key("w0")))
    }

    @Test func `stay while they are asked for, whatever else comes`() {
        let shelf = shelf()
        let wanted = Samples.key("wanted")
        shelf.learn(Samples.answer(), for: wanted)
        shelf.learn(Samples.answer(), for: Samples.key("forgotten"))
        for key in words(0..<1_000) {
            shelf.learn(Samples.answer(), for: key)
            #expect(shelf.reply(for: wanted) != nil)
        }
        #expect(!shelf.hasAtHand(Samples.key("forgotten")))
    }

    @Test func `are without one that is larger than all the room, and without what it was before`() {
        let shelf = shelf()
        let key = Samples.key("Wolke")
        shelf.learn(Samples.answer(), for: key)
        shelf.learn(Samples.answer(), for: Samples.key("Regen"))
        shelf.learn(Samples.answer(String(repeating: "x", count: Self.room)), for: key)
        #expect(!shelf.hasAtHand(key))
        #expect(shelf.hasAtHand(Samples.key("Regen")))
    }

    @Test func `are none where there is no room`() {
        let shelf = shelf(0)
        shelf.learn(Samples.answer(), for: Samples.key("Wolke"))
        #expect(shelf.take(Samples.answer(), for: Samples.key("Wolke")) == .taken)
        #expect(!shelf.hasAtHand(Samples.key("Wolke")))
    }

    @Test func `are the newest, also where the disk has an older one or a newer one`() async throws {
        let disk = try disk()
        let (shelf, behind) = (shelf(disk: disk), shelf(0, disk: disk))
        let (old, new) = (Samples.answer("old", at: ago(100)), Samples.answer("new", at: ago(50)))
        func definition(_ key: AnswerKey) -> String? { shelf.reply(for: key)?.entries.first?.senses.first?.definition }
        let key = Samples.key("Wolke")
        behind.learn(old, for: key)
        await disk.flush()
        shelf.take(new, for: key)
        _ = await shelf.fetched(key)
        #expect(definition(key) == "new")
        behind.learn(Samples.answer("newest", at: ago(10)), for: key)
        await disk.flush()
        _ = await shelf.fetched(key)
        #expect(definition(key) == "newest")
    }

    @Test func `that are past their lifetime are looked for on the disk, and the newer one counts`() async throws {
        let disk = try disk()
        let (shelf, behind) = (shelf(disk: disk), shelf(0, disk: disk))
        let key = Samples.key("Wolke")
        shelf.take(Samples.answer("at hand", at: ago(90_000)), for: key)
        behind.learn(Samples.answer("on disk", at: ago(100_000)), for: key)
        await disk.flush()
        #expect(await shelf.latest(key)?.answer?.entries.first?.senses.first?.definition == "at hand")
        behind.learn(Samples.answer("anew", at: ago(5)), for: key)
        await disk.flush()
        #expect(await shelf.latest(key)?.reply(at: .now)?.entries.first?.senses.first?.definition == "anew")
    }

    @Test func `are forgotten here, and on the disk where that is meant`() async throws {
        let disk = try disk()
        let shelf = shelf(disk: disk)
        let key = Samples.key("Wolke")
        shelf.learn(Samples.answer(), for: key)
        await disk.flush()
        shelf.forgetAtHand(key)
        #expect(!shelf.hasAtHand(key))
        #expect(await shelf.latest(key) != nil)
        shelf.forget(key)
        await disk.flush()
        #expect(await shelf.latest(key) == nil)
    }

    @Test func `are told to whoever shares them where a site gave them, and not where they came from others`() {
        let shelf = shelf()
        let told = Mutex<[String]>([])
        shelf.onNews { key, answer in told.withLock { $0.append("\(key.word) \(answer.outcome.rawValue)") } }
        shelf.learn(Samples.answer(), for: Samples.key("Wolke"))
        shelf.take(Samples.answer(), for: Samples.key("Regen"))
        shelf.learn(Samples.missing, for: Samples.key("Regen"))
        shelf.learn(Samples.answer(), for: AnswerKey(language: "xx", source: "none", word: "x"))
        #expect(told.withLock { $0 } == ["Wolke found", "Regen not_found"])
    }

    @Test func `of a word without any that has it are the one that says most`() {
        let shelf = shelf()
        let trouble = LookupReply(word: "Wolke", language: "de", outcome: .blocked, error: "Blocked.")
        shelf.learn(Samples.missing, for: Samples.key("Wolke"))
        shelf.pause(Samples.key("Wolke", source: "duden"), saying: trouble, old: nil)
        let reply = shelf.reply(to: " Wolke ", language: "de", sources: ["wiktionary", "duden"])
        #expect(reply?.outcome == .blocked && reply?.error == "Blocked." && reply?.cached == true)
        #expect(shelf.reply(to: "Wolke", language: "de", sources: []) == nil)
    }

    @Test func `of use are those of a source that there is, within the time that they stand in`() {
        let shelf = shelf()
        let key = Samples.key("Wolke")
        let now = Date()
        let life = Double(shelf.longestLife / .seconds(1))
        func isOfUse(_ age: Double) -> Bool {
            shelf.isOfUse(Samples.answer(at: now.addingTimeInterval(-age)), for: key, now: now)
        }
        #expect(isOfUse(0) && isOfUse(life - 1) && !isOfUse(life))
        #expect(shelf.knows(key) && !shelf.knows(Samples.key("Wolke", source: "none")))
        #expect(!shelf.isOfUse(Samples.answer(), for: Samples.key("Wolke", source: "none")))
        #expect(shelf.take(Samples.answer(at: now.addingTimeInterval(-life - 1)), for: key) == .passedOver)
    }

    @Test func `are asked for no longer than a pause lasts`() async throws {
        let shelf = AnswerShelf(
            of: [Samples.wiktionary], keeping: AnswerKeeping(pause: .milliseconds(1)))
        let key = Samples.key("Wolke")
        shelf.pause(key, saying: LookupReply(word: "Wolke", language: "de", outcome: .markupChanged), old: nil)
        try await eventually { shelf.reply(for: key) == nil }
        // It was nothing that the site had said of the word.
        #expect(await shelf.latest(key)?.standIn(at: .now) == nil)
    }
}
