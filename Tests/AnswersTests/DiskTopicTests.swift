import Answers
import Foundation
import Lexicon
import TestSupport
import Testing

@Suite struct `What a disk keeps of a topic` {
    private let folder: URL
    private let topic = SharedTopic(cluster: "c", name: "dictionary-answers")

    init() throws {
        folder = try temporaryDirectory()
    }

    private var disk: AnswerDisk { AnswerDisk(directory: folder.path, logger: Samples.silence) }

    private func shared(_ word: String, _ definition: String = "x", at date: Date = Date()) -> AnswerDisk.Shared {
        let answer = Samples.answer(definition, at: date)
        return .answer(Samples.key(word), answer.encoded(), fetchedAt: answer.fetchedAt)
    }

    private func definition(of word: String) async -> String? {
        let shelf = AnswerShelf(of: [Samples.wiktionary], keeping: AnswerKeeping(memoryBytes: 0, disk: disk))
        return await shelf.fetched(Samples.key(word))?.entries.first?.senses.first?.definition
    }

    @Test func `is there together with where its reading goes on`() async {
        #expect(await disk.offsets(of: topic) == [:])
        #expect(await disk.begin([0: 0, 3: 5], of: topic))
        #expect(await disk.keep([shared("Wolke")], of: [0: 0..<7, 3: 5..<6], in: topic).value)
        #expect(await disk.offsets(of: topic) == [0: 7, 3: 6])
        #expect(await disk.offsets(of: SharedTopic(cluster: "d", name: topic.name)) == [:])
        #expect(await definition(of: "Wolke") == "x")
        #expect(await disk.keep([.forget(Samples.key("Wolke"))], of: [0: 7..<8], in: topic).value)
        #expect(await definition(of: "Wolke") == nil)
    }

    @Test(
        arguments: [
            // Behind a gap: what is before it was not kept.
            ([5..<9], 0), ([0..<3, 5..<9], 3),
            // Another process reads the same at its own pace, in other batches.
            ([0..<5, 0..<3, 3..<8], 8), ([0..<9, 0..<2], 9),
        ] as [([Range<Int64>], Int64)])
    func `it goes on behind what was kept without a gap`(_ read: [Range<Int64>], goesOn: Int64) async {
        let disk = disk
        #expect(await disk.begin([0: 0], of: topic))
        let works = read.map { disk.keep([], of: [0: $0], in: topic) }
        for work in works { #expect(await work.value) }
        #expect(await disk.offsets(of: topic) == [0: goesOn])
    }

    @Test func `nothing is noted of a topic whose reading was not begun`() async {
        #expect(await disk.keep([], of: [0: 0..<7], in: topic).value)
        #expect(await disk.offsets(of: topic) == [:])
    }

    @Test func `a topic that was made anew begins anew`() async {
        #expect(await disk.begin([0: 700, 1: 20], of: topic))
        #expect(await disk.begin([0: 0], of: topic))
        #expect(await disk.offsets(of: topic) == [0: 0, 1: 20])
    }

    @Test func `changes of one word stay in their order, with those of others between them`() async {
        let past = Date(timeIntervalSinceNow: -60)
        let changes: [AnswerDisk.Shared] = [
            shared("b", "first", at: past), shared("c"), .forget(Samples.key("b")), shared("a"),
            // Older than the first, which is gone.
            shared("b", "second", at: past.addingTimeInterval(-60)), .forget(Samples.key("c")),
        ]
        #expect(await disk.keep(changes, of: [:], in: topic).value)
        #expect(await definition(of: "a") == "x")
        #expect(await definition(of: "b") == "second")
        #expect(await definition(of: "c") == nil)
    }

    @Test func `works that wait are done together, in the order of the calls`() async {
        let disk = disk
        #expect(await disk.begin([0: 0], of: topic))
        let works = (0..<20).map { number in
            disk.keep(
                [number.isMultiple(of: 2) ? shared("Wolke", "\(number)") : .forget(Samples.key("Wolke"))],
                of: [0: Int64(number)..<Int64(number) + 1], in: topic)
        }
        for work in works { #expect(await work.value) }
        #expect(await definition(of: "Wolke") == nil)
        #expect(await disk.offsets(of: topic) == [0: 20])
    }
}
