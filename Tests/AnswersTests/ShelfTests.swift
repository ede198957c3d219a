import Answers
import Foundation
import Lexicon
import Testing

@Suite struct Shelves {
    private let shelf = AnswerShelf(
        of: [Samples.wiktionary, Samples.source("duden", stale: .zero)], keeping: AnswerKeeping())

    private func age(_ time: Duration) -> Date { Date(timeIntervalSinceNow: -(time / .seconds(1))) }

    @Test func `an answer is given within its lifetime`() {
        shelf.learn(Samples.answer(), for: Samples.key("Wolke"))
        let reply = shelf.reply(for: Samples.key("Wolke"))
        #expect(reply?.outcome == .found && reply?.cached == true && reply?.stale == false)
        #expect(reply?.source?.url == "https://wiktionary.example/Wolke")
        #expect(shelf.reply(for: Samples.key("Wolke", source: "duden")) == nil)
    }

    @Test func `one past its lifetime is not, but stands in while the site fails`() async {
        shelf.learn(Samples.answer(at: age(.seconds(86_500))), for: Samples.key("Wolke"))
        #expect(shelf.reply(for: Samples.key("Wolke")) == nil)
        let old = await shelf.latest(Samples.key("Wolke"))
        #expect(old?.reply(at: .now) == nil)
        #expect(old?.standIn(at: .now)?.stale == true)
        #expect(old?.standIn(at: .now)?.entries == Samples.answer().entries)
    }

    @Test func `one beyond all is of no use`() async {
        shelf.learn(Samples.answer(at: age(.seconds(9 * 86_400))), for: Samples.key("Wolke"))
        #expect(await shelf.latest(Samples.key("Wolke")) == nil)
        // A site that reserves its rights has no old answers.
        let key = Samples.key("Wolke", source: "duden")
        shelf.learn(Samples.answer(at: age(.seconds(86_500))), for: key)
        #expect(await shelf.latest(key)?.standIn(at: .now) == nil)
    }

    @Test func `one that an older manifest read is past its lifetime`() async {
        shelf.learn(Samples.answer(revision: "1-b"), for: Samples.key("Wolke"))
        #expect(shelf.reply(for: Samples.key("Wolke")) == nil)
        #expect(await shelf.latest(Samples.key("Wolke"))?.standIn(at: .now) != nil)
    }

    @Test(arguments: [3_600.0, 86_400]) func `a moment to come is taken for now`(ahead: Double) {
        shelf.learn(Samples.answer(at: Date(timeIntervalSinceNow: ahead)), for: Samples.key("Wolke"))
        #expect(shelf.reply(for: Samples.key("Wolke")) != nil)
    }

    @Test func `answers that were learnt together do not end together`() {
        // Of a thousand that are 95 % of their lifetime old, some have ended, and some have not.
        let date = age(.seconds(86_400 * 95 / 100))
        let words = (0..<1_000).map { Samples.key("w\($0)") }
        for key in words { shelf.learn(Samples.answer(at: date), for: key) }
        let alive = words.filter { shelf.reply(for: $0) != nil }.count
        #expect((300...700).contains(alive), "\(alive)")
    }

    @Test func `the first source that has the word ends the question`() {
        shelf.learn(Samples.missing, for: Samples.key("Wolke"))
        #expect(shelf.reply(to: "Wolke", language: "de", sources: ["wiktionary", "duden"]) == nil)
        shelf.learn(Samples.answer(), for: Samples.key("Wolke", source: "duden"))
        #expect(shelf.reply(to: "Wolke", language: "de", sources: ["wiktionary", "duden"])?.source?.id == "duden")
        #expect(shelf.reply(to: "Wolke", language: "de", sources: ["wiktionary"])?.outcome == .notFound)
    }

    @Test func `a paused word says what stands in, no longer than that may`() async {
        let key = Samples.key("Wolke")
        shelf.learn(Samples.answer(at: age(.seconds(86_500))), for: key)
        let old = await shelf.latest(key)
        let trouble = LookupReply(word: "Wolke", language: "de", outcome: .blocked)
        shelf.pause(key, saying: old?.standIn(at: .now) ?? trouble, old: old)
        #expect(shelf.reply(for: key)?.outcome == .found)
        #expect(shelf.reply(for: key)?.stale == true)
        shelf.pause(Samples.key("Regen"), saying: trouble, old: nil)
        #expect(shelf.reply(for: Samples.key("Regen"))?.outcome == .blocked)
        // A later answer ends the pause.
        shelf.learn(Samples.answer(), for: key)
        #expect(shelf.reply(for: key)?.stale == false)
    }

    @Test func `what others share is taken where it is newer and of a source that there is here`() {
        let key = Samples.key("Wolke")
        #expect(shelf.take(Samples.answer("new"), for: key) == .taken)
        #expect(shelf.take(Samples.answer("old", at: age(.seconds(100))), for: key) == .taken)
        #expect(shelf.reply(for: key)?.entries.first?.senses.first?.definition == "new")
        #expect(shelf.take(Samples.answer(), for: AnswerKey(language: "xx", source: "y", word: "z")) == .passedOver)
        shelf.forget(key)
        #expect(shelf.reply(for: key) == nil)
    }
}
