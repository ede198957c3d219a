import Answers
import Foundation
import Kafka
import Lexicon
import SharedAnswers
import Synchronization
import TestSupport
import Testing

@Suite struct `The topic of shared answers` {
    @Test func `that is missing is named, with what to do, by whoever looks into it`() async throws {
        let broker = try await EmbeddedBroker()
        let configuration = ClientConfiguration(bootstrapServers: broker.bootstrapServers, logger: Fleet.silence)
        let archive = TopicArchive(topic: "nothing-here", broker: configuration)
        let error = await #expect(throws: KafkaError.self) { try await archive.forEach(AnswerChoice()) { _, _, _ in } }
        #expect(error?.code == .unknownTopic)
        #expect(error?.description.contains("no topic nothing-here: nothing was shared yet") == true)
        await #expect(throws: KafkaError.self) { try await archive.forget(AnswerChoice()) }
        let shared = SharedAnswers(Fleet.shelf(), topic: "nothing-here", broker: configuration)
        let missing = await #expect(throws: KafkaError.self) { try await shared.run() }
        #expect(missing?.description.contains("cleanup.policy=") == true)
        #expect(missing?.description.contains("--create-topics") == true)
        #expect(try await Admin.topics(using: configuration)["nothing-here"] == nil)
        #expect(shared.lag == nil)
    }

    @Test func `has what a process learns, under the word's key, and nothing of one that may not publish`() async throws
    {
        let fleet = try await Fleet(partitions: 1)
        let (shelf, silent) = (Fleet.shelf(), Fleet.shelf())
        let answer = Fleet.answer("told")
        try await fleet.sharing(shelf) { shared in
            await shared.caughtUp(within: .seconds(300))
            let mute = SharedAnswers(
                silent, topic: Fleet.topic, broker: fleet.configuration(), mayPublish: false)
            let running = Task { try await mute.run() }
            await mute.caughtUp(within: .seconds(300))
            silent.learn(Fleet.answer("kept"), for: Fleet.key("Regen"))
            shelf.learn(answer, for: Fleet.key("Wolke"))
            // Those who do not publish listen all the same.
            try await eventually { silent.reply(for: Fleet.key("Wolke")) != nil }
            running.cancel()
            _ = await running.result
        }
        let reader = try await TopicReader(
            fleet.configuration(), topic: Fleet.topic, from: .beginning, stopsAtEnd: true)
        var records: [ConsumerRecord] = []
        while let more = try await reader.take(upTo: 10) { records += more }
        await reader.close(within: .seconds(10))
        #expect(records.map { $0.key.map { String(decoding: $0, as: UTF8.self) } } == ["de/wiktionary/Wolke"])
        #expect(try records.first?.value.map { try SourceAnswer(decoding: $0) } == answer)
    }

    @Test func `is read into memory where the disk has nothing to keep it in`() async throws {
        let fleet = try await Fleet(partitions: 1)
        try await fleet.send([("de/wiktionary/Wolke", Fleet.answer().encoded())])
        let file = try temporaryDirectory().appending(path: "file")
        try Data().write(to: file)
        let shelf = Fleet.shelf(AnswerDisk(directory: file.path + "/none", logger: Fleet.silence))
        try await fleet.sharing(shelf) { shared in
            await shared.caughtUp(within: .seconds(300))
            #expect(shelf.reply(for: Fleet.key("Wolke"))?.cached == true)
        }
    }

    @Test func `is moved to a folder and back without loss, the newest answer to each word`() async throws {
        let fleet = try await Fleet()
        let topic = TopicArchive(topic: Fleet.topic, broker: fleet.configuration())
        let folder = FolderArchive(directory: try temporaryDirectory().appending(path: "answers").path)
        let old = Date(timeIntervalSinceNow: -1_000)
        let words = (0..<40).map { "w\($0)" }
        try await topic.keep(words.map { (Fleet.key($0), Fleet.answer("old", at: old)) })
        try await topic.keep(words.prefix(20).map { (Fleet.key($0), Fleet.answer("new")) })
        try await folder.keep(try await Self.all(of: topic))
        #expect(try await Self.all(of: folder).count == 40)
        #expect(try await topic.forget(AnswerChoice(before: Date(timeIntervalSinceNow: -500))) == 20)
        #expect(Set(try await Self.all(of: topic).map(\.0.word)) == Set(words.prefix(20)))
        try await topic.keep(try await Self.all(of: folder))
        let whole = try await Self.all(of: topic).map {
            "\($0.word) \($1.entries.first?.senses.first?.definition ?? "")"
        }
        #expect(Set(whole) == Set(words.enumerated().map { "\($1) \($0 < 20 ? "new" : "old")" }))
    }

    private static func all(of archive: some AnswerArchive) async throws -> [(AnswerKey, SourceAnswer)] {
        let found = Mutex<[(AnswerKey, SourceAnswer)]>([])
        try await archive.forEach(AnswerChoice()) { key, answer, _ in found.withLock { $0.append((key, answer)) } }
        return found.withLock { $0 }
    }

    @Test func `is known to be read as far as it was, and how far it goes on`() async throws {
        let fleet = try await Fleet(partitions: 1)
        try await fleet.send((0..<5).map { ("de/wiktionary/w\($0)", Fleet.answer().encoded()) })
        let shelf = Fleet.shelf()
        try await fleet.sharing(shelf) { shared in
            await shared.caughtUp(within: .seconds(300))
            #expect(shared.lag == 0)
            try await fleet.send([("de/wiktionary/w5", Fleet.answer().encoded())])
            try await eventually { shelf.hasAtHand(Fleet.key("w5")) }
            try await eventually { shared.lag == 0 }
        }
    }
}
