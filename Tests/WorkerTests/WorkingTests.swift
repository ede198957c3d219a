import Foundation
import Kafka
import Lexicon
import Providers
import Synchronization
import TestSupport
import Testing

@testable import Worker

@Suite struct Working {
    @Test func `no more lookups run at once than may, and none waits for another that is done`() async throws {
        let bench = try await Bench()
        for number in 0..<20 { try await bench.ask(#"{"word": "\#(number)", "response_topic": "replies"}"#) }
        let lookups = HeldLookups()
        let worker = bench.start(lookups.dictionaries, WorkerConfiguration(concurrency: 3))
        try await eventually { lookups.running == 3 }
        lookups.open()
        #expect(try await bench.records(of: "replies", 20).count == 20)
        #expect(lookups.most == 3)
        try await worker.stop()
    }

    @Test func `a language that waits holds no other one up, on the topic for all or on its own`() async throws {
        let bench = try await Bench()
        for number in 0..<3_000 { try await bench.ask(#"{"word": "\#(number)", "response_topic": "replies"}"#) }
        let worker = bench.start(
            ScriptedLookupService(answer: { query in
                if query.language == "fr" { try? await Task.sleep(for: .seconds(600)) }
                return .found(query)
            }), WorkerConfiguration(drainTimeout: .zero))
        let english = #"{"word": "cloud", "language": "en", "response_topic": "replies", "id": "#
        try await bench.ask(english + #""1"}"#, topic: bench.topics.topic(of: "en"))
        try await bench.ask(english + #""2"}"#, topic: bench.topics.requests)
        #expect(try await bench.records(of: "replies", 2).count == 2)
        try await worker.stop()
    }

    @Test func `a request in the bulk lane is answered too, and a cluster may do without the lane`() async throws {
        let bench = try await Bench()
        let bulk = bench.topics.topic(of: "fr", lane: .bulk)
        try await bench.ask(#"{"word": "liste", "response_topic": "replies"}"#, topic: bulk)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text.contains("liste") == true)
        try await worker.stop()
        // This one leaves it alone.
        try await bench.ask(#"{"word": "autre", "response_topic": "replies"}"#, topic: bulk)
        try await bench.ask(#"{"word": "seule", "response_topic": "replies"}"#)
        let interactive = bench.start(ScriptedLookupService(), WorkerConfiguration(lanes: [.interactive]))
        #expect(try await bench.records(of: "replies", 2).last?.text.contains("seule") == true)
        try await interactive.stop()
        #expect(try await bench.count(of: "replies") == 2)
        // And this one takes nothing else.
        try await bench.ask(#"{"word": "tard", "response_topic": "replies"}"#)
        let lists = bench.start(ScriptedLookupService(), WorkerConfiguration(lanes: [.bulk]))
        let replies = try await bench.records(of: "replies", 3 + 1).map(\.text)
        #expect(replies.contains { $0.contains("autre") } && !replies.contains { $0.contains("tard") })
        try await lists.stop()
    }

    @Test func `a bulk lane that is opened later is taken up`() async throws {
        let bench = try await Bench()
        let topics = TopicLayout(bulkPrefix: "later-")
        var settings = WorkerConfiguration(topics: topics)
        settings.partitionAge = .zero
        let worker = bench.start(ScriptedLookupService(), settings)
        try await bench.ask(#"{"word": "avant", "response_topic": "replies"}"#)
        _ = try await bench.records(of: "replies", 1)
        try await bench.broker.createTopics([topics.topic(of: "fr", lane: .bulk): 1])
        try await bench.ask(
            #"{"word": "liste", "response_topic": "replies"}"#, topic: topics.topic(of: "fr", lane: .bulk))
        #expect(try await bench.records(of: "replies", 2).last?.text.contains("liste") == true)
        try await worker.stop()
    }

    @Test func `a deadline that passes before a turn comes is told`() async throws {
        let bench = try await Bench()
        let lookups = HeldLookups()
        let worker = bench.start(lookups.dictionaries, WorkerConfiguration(drainTimeout: .zero))
        let soon = Date(timeIntervalSinceNow: 3).formatted(.iso8601)
        try await bench.ask(#"{"word": "tard", "response_topic": "replies", "id": "1", "deadline": "\#(soon)"}"#)
        let reply = try LookupReply(decoding: try #require(try await bench.records(of: "replies", 1).first?.value))
        #expect([.unavailable, .expired].contains(reply.outcome), "\(reply.outcome)")
        lookups.open()
        try await worker.stop()
    }

    @Test func `a stop finishes what is in flight and commits it, so that nothing is done twice`() async throws {
        let bench = try await Bench()
        for number in 0..<5 { try await bench.ask(#"{"word": "\#(number)", "response_topic": "replies"}"#) }
        let lookups = HeldLookups()
        let first = bench.start(lookups.dictionaries)
        try await eventually { lookups.running == 5 }
        async let stopped: Void = first.stop()
        lookups.open()
        try await stopped
        #expect(try await bench.count(of: "replies") == 5)

        let second = bench.start()
        try await bench.ask(#"{"word": "last", "response_topic": "replies"}"#)
        let replies = try await bench.records(of: "replies", 7)
        #expect(replies.last?.text.contains("last") == true)
        try await second.stop()
        #expect(try await bench.count(of: bench.topics.deadLetters) == 0)
    }

    @Test func `a stop waits no longer than it may, and leaves what is not done to the next`() async throws {
        let bench = try await Bench()
        try await bench.ask(#"{"word": "slow", "response_topic": "replies"}"#)
        let lookups = HeldLookups()
        let first = bench.start(lookups.dictionaries, WorkerConfiguration(drainTimeout: .milliseconds(200)))
        try await eventually { lookups.running == 1 }
        async let stopped: Void = first.stop()
        try await stopped
        #expect(try await bench.count(of: "replies") == 0)
        lookups.open()
        let second = bench.start()
        #expect(try await bench.records(of: "replies", 2).last?.text.contains("slow") == true)
        try await second.stop()
    }

    @Test func `a topic that is missing is named, or created where that is asked for`() async throws {
        let bench = try await Bench()
        let topics = TopicLayout(languagePrefix: "other-", requests: "other", deadLetters: "other-dead")
        let refused = bench.start(ScriptedLookupService(), WorkerConfiguration(topics: topics))
        let error = await #expect(throws: KafkaError.self) { try await refused.ended() }
        #expect(error?.code == .unknownTopic)
        #expect(error?.description.contains("other-fr") == true)
        let worker = bench.start(ScriptedLookupService(), WorkerConfiguration(topics: topics, createTopics: 2))
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies"}"#, topic: "other-fr")
        #expect(try await bench.records(of: "replies", 1).count == 1)
        try await worker.stop()
    }

    @Test func `what waiting cannot cure ends the worker with an error`() async throws {
        let bench = try await Bench()
        await bench.broker.fail(.joinGroup, with: [.groupAuthorizationFailed])
        let worker = bench.start()
        let error = await #expect(throws: KafkaError.self) { try await worker.ended() }
        #expect(error?.code == .authorization)
    }

    @Test func `two workers share the work, and one takes over when the other stops`() async throws {
        let bench = try await Bench(partitions: 2)
        let settings = WorkerConfiguration(assignmentStrategy: .cooperativeSticky)
        let shares = Mutex<[Int: Double]>([:])
        func worker(_ number: Int) -> RunningWorker {
            RunningWorker(
                WorkerService(
                    configuration: settings, broker: bench.configuration,
                    dictionaries: ScriptedLookupService(shares: { language, share in
                        if language == "fr" { shares.withLock { $0[number] = share } }
                    })))
        }
        let first = worker(1)
        try await eventually { shares.withLock { $0[1] } == 1 }
        let second = worker(2)
        try await eventually { shares.withLock { $0 } == [1: 0.5, 2: 0.5] }
        for number in 0..<20 { try await bench.ask(#"{"word": "\#(number)", "response_topic": "replies"}"#) }
        #expect(try await bench.records(of: "replies", 20).count == 20)
        try await first.stop()
        try await eventually { shares.withLock { $0[2] } == 1 }
        try await second.stop()
        #expect(try await bench.count(of: "replies") == 20)
    }

    @Test func `a broker that goes away and comes back costs no request`() async throws {
        let bench = try await Bench()
        let worker = bench.start()
        try await bench.ask(#"{"word": "before", "response_topic": "replies"}"#)
        _ = try await bench.records(of: "replies", 1)
        await bench.broker.goDown()
        await bench.broker.comeUp()
        try await bench.ask(#"{"word": "after", "response_topic": "replies"}"#)
        let replies = try await bench.records(of: "replies", 2)
        #expect(replies.last?.text.contains("after") == true)
        try await worker.stop()
    }
}
