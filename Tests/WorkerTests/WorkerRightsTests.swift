import Kafka
import Lexicon
import TestSupport
import Testing

@testable import Worker

@Suite struct RightsOfAWorker {
    @Test func `all rights that are known to be missing are named at once, before a request is taken`() async throws {
        let bench = try await Bench()
        for topic in [bench.topics.topic(of: "fr"), bench.topics.deadLetters] {
            await bench.broker.fail(topic: topic, with: .topicAuthorizationFailed)
        }
        let error = await #expect(throws: KafkaError.self) { try await bench.start().ended() }
        #expect(error?.code == .authorization)
        for right in [
            "Describe on the topics topic-dictionary-fr, dictionary-dead-letters",
            "Read on the topic topic-dictionary-fr", "Write on the topic dictionary-dead-letters",
        ] {
            #expect(error?.description.contains(right) == true, "\(error as Any)")
        }
    }

    @Test func `a worker that shares answers is told of the rights on their topic with all others`() async throws {
        let bench = try await Bench()
        for topic in [bench.topics.deadLetters, bench.topics.answers] {
            await bench.broker.fail(topic: topic, with: .topicAuthorizationFailed)
        }
        let settings = WorkerConfiguration(sharesAnswers: true)
        let error = await #expect(throws: KafkaError.self) {
            try await bench.start(ScriptedLookupService(), settings).ended()
        }
        #expect(error?.code == .authorization)
        for right in [
            "Describe on the topics dictionary-dead-letters, dictionary-answers",
            "Read on the topic dictionary-answers",
            "Write on the topics dictionary-dead-letters, dictionary-answers",
        ] {
            #expect(error?.description.contains(right) == true, "\(error as Any)")
        }
    }

    @Test func `a worker that shares answers leaves it to others to create their topic`() async throws {
        let bench = try await Bench()
        let worker = bench.start(ScriptedLookupService(), WorkerConfiguration(sharesAnswers: true))
        try await bench.ask(#"{"word": "un", "response_topic": "replies"}"#)
        #expect(try await bench.records(of: "replies", 1).count == 1)
        try await worker.stop()
    }

    /// A worker that has answered a request, so that it looked at its rights before they were taken from it.
    private func workingWorker(
        on bench: Bench, _ configuration: WorkerConfiguration = WorkerConfiguration(), partition: Int32? = nil
    ) async throws -> RunningWorker {
        let worker = bench.start(ScriptedLookupService(), configuration)
        try await bench.ask(#"{"word": "un", "response_topic": "replies"}"#)
        #expect(try await bench.records(of: "replies", 1).count == 1)
        await bench.broker.fail(topic: bench.topics.deadLetters, with: .topicAuthorizationFailed)
        try await bench.ask([
            ProducerRecord(topic: bench.topics.topic(of: "fr"), partition: partition, value: Array("no JSON".utf8))
        ])
        return worker
    }

    @Test func `dead letters that cannot be written hold their partition and no other, until they can`() async throws {
        let bench = try await Bench()
        let worker = try await workingWorker(on: bench)
        try await bench.ask(#"{"word": "one", "response_topic": "replies"}"#, topic: bench.topics.topic(of: "en"))
        try await bench.ask(#"{"word": "deux", "response_topic": "replies"}"#)
        #expect(try await bench.records(of: "replies", 3).count == 3)
        await bench.broker.fail(topic: bench.topics.deadLetters, with: nil)
        #expect(try await bench.records(of: bench.topics.deadLetters, 1).first?.text == "no JSON")
        try await worker.stop()
    }

    @Test func `a held dead letter holds its own partition once much lies behind it, and never another of its topic`()
        async throws
    {
        let bench = try await Bench(partitions: 2)
        let topic = bench.topics.topic(of: "fr")
        let settings = WorkerConfiguration(concurrency: 1, maxUnacknowledged: 100)
        // As far as a kill may repeat requests of a partition.
        let most = settings.readAhead
        let worker = try await workingWorker(on: bench, settings, partition: 0)
        try await bench.ask(
            ["stuck", "free"].enumerated().flatMap { partition, word in
                (0..<2 * most).map { number in
                    ProducerRecord(
                        topic: topic, partition: Int32(partition),
                        value: Array(#"{"word": "\#(word)\#(number)", "response_topic": "replies"}"#.utf8))
                }
            })
        let reader = try await TopicReader(bench.configuration, topic: "replies", from: .beginning)
        var answered: [String] = []
        func take(until isEnough: (Int, Int) -> Bool) async throws {
            while !isEnough(answered.count { $0.contains("stuck") }, answered.count { $0.contains("free") }),
                let records = try await reader.take(upTo: 1_000)
            {
                answered += records.map(\.text)
            }
        }
        try await take { $0 >= most - 1 && $1 == 2 * most }
        #expect(answered.count { $0.contains("stuck") } < 2 * most)
        await bench.broker.fail(topic: bench.topics.deadLetters, with: nil)
        try await take { $0 == 2 * most && $1 == 2 * most }
        try await worker.stop()
        await reader.close(within: .seconds(5))
        #expect(try await bench.count(of: "replies") == 4 * most + 1)
    }

    @Test func `dead letters that cannot be written end the worker where that is wanted`() async throws {
        let bench = try await Bench()
        let ending = try await workingWorker(on: bench, WorkerConfiguration(endsWithoutDeadLetters: true))
        let error = await #expect(throws: KafkaError.self) { try await ending.ended() }
        #expect(error?.code == .authorization)
    }

    @Test func `dead letters that cannot be written never delay a stop`() async throws {
        let bench = try await Bench()
        // Longer than the test may take: a stop that waited for the letter would run into it.
        let holding = try await workingWorker(on: bench, WorkerConfiguration(drainTimeout: .seconds(1_000)))
        try await bench.ask(#"{"word": "deux", "response_topic": "replies"}"#)
        #expect(try await bench.records(of: "replies", 2).count == 2)
        try await holding.stop()
        await bench.broker.fail(topic: bench.topics.deadLetters, with: nil)
        #expect(try await bench.count(of: bench.topics.deadLetters) == 0)
    }
}
