import Foundation
import Kafka
import Lexicon
import Logging
import Providers
import Secrets
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Worker

/// An embedded broker, the workers on it, and whatever they answer.
private final class Bench: Sendable {
    let broker: EmbeddedBroker
    let configuration: ClientConfiguration
    let topics = TopicLayout()
    let producer: Producer
    private let readers = Mutex<[String: TopicReader]>([:])

    init(partitions: Int = 1) async throws {
        let layout = TopicLayout()
        let names = layout.requestTopics(for: ["en", "fr"]) + [layout.deadLetters, "replies"]
        broker = try await EmbeddedBroker(topics: Dictionary(uniqueKeysWithValues: names.map { ($0, partitions) }))
        configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers,
            properties: [
                ("session.timeout.ms", "3000"), ("heartbeat.interval.ms", "300"), ("fetch.wait.max.ms", "10"),
            ], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        producer = try Producer(configuration)
    }

    /// - Parameter largest: The largest message of the worker's producer, in bytes; nil for librdkafka's own limit.
    func start(
        _ dictionaries: ScriptedLookupService = ScriptedLookupService(),
        _ settings: WorkerConfiguration = WorkerConfiguration(), largest: Int? = nil
    ) -> RunningWorker {
        var broker = configuration
        if let largest { broker.properties.append(.init("message.max.bytes", Secret("\(largest)"))) }
        return RunningWorker(WorkerService(configuration: settings, broker: broker, dictionaries: dictionaries))
    }

    /// Sends a request to the topic of French, or to another.
    func ask(_ value: String, headers: [Header] = [], topic: String? = nil) async throws {
        try await producer.send(
            ProducerRecord(
                topic: topic ?? topics.topic(of: "fr"), key: Array("key".utf8), value: Array(value.utf8),
                headers: headers))
    }

    /// The first `count` records of a topic.
    func records(of topic: String, _ count: Int) async throws -> [ConsumerRecord] {
        let reader = try await TopicReader(configuration, topic: topic, from: .beginning)
        var records: [ConsumerRecord] = []
        while records.count < count, let more = try await reader.take(upTo: count - records.count) { records += more }
        await reader.close(within: .seconds(5))
        return records
    }

    /// How many records a topic has.
    func count(of topic: String) async throws -> Int {
        let partitions = try #require(try await Admin.partitions(of: [topic], using: configuration)[topic])
        for partition in 0..<partitions {
            try await producer.send(
                ProducerRecord(topic: topic, partition: Int32(partition), value: Array("probe".utf8)))
        }
        let reader = try await TopicReader(configuration, topic: topic, from: .beginning)
        var texts: [String] = []
        while texts.count(where: { $0 == "probe" }) < partitions, let records = try await reader.take(upTo: 1_000) {
            texts += records.map(\.text)
        }
        await reader.close(within: .seconds(5))
        return texts.count { $0 != "probe" }
    }
}

/// A worker that runs until it is stopped.
private final class RunningWorker: Sendable {
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(_ service: WorkerService) {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: service)], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        self.group = group
        task = Task { try await group.run() }
    }

    deinit { task.cancel() }

    /// Asks it to stop and waits for its end; throws what ended it.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }

    func ended() async throws { try await task.value }
}

extension ConsumerRecord {
    fileprivate var text: String { String(decoding: value ?? [], as: UTF8.self) }

    fileprivate func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Lookups that wait until a test lets them go on.
private final class HeldLookups: Sendable {
    private let state = Mutex((open: false, running: 0, most: 0))

    var running: Int { state.withLock { $0.running } }
    var most: Int { state.withLock { $0.most } }

    func open() { state.withLock { $0.open = true } }

    var dictionaries: ScriptedLookupService {
        ScriptedLookupService(answer: { [self] query in
            state.withLock { state in
                state.running += 1
                state.most = max(state.most, state.running)
            }
            try? await eventually { self.state.withLock { $0.open } }
            state.withLock { $0.running -= 1 }
            return .found(query)
        })
    }
}

@Suite struct Answering {
    @Test func `a seed request is answered to the byte, and what its headers ask to be repeated is`() async throws {
        let bench = try await Bench()
        let trace = Header(name: "traceparent", value: Array("00-1-2-01".utf8))
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies"}"#, headers: [trace])
        let worker = bench.start()
        let reply = try #require(try await bench.records(of: "replies", 1).first)
        #expect(reply.text == #"{"word": "nuage", "definition": "noun\n1. nuage in fr"}"#)
        #expect(reply.key == Array("nuage".utf8))
        #expect(reply.headers.contains(trace))
        #expect(reply.header("dico-outcome") == "found")
        #expect(reply.header("dico-language") == "fr")
        #expect(reply.header("dico-source") == "scripted")
        try await worker.stop()
    }

    @Test func `the farewell comes back`() async throws {
        let bench = try await Bench()
        try await bench.ask(#"{"word": "", "response_topic": "replies"}"#)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text == #"{"word": "", "definition": null}"#)
        try await worker.stop()
    }

    @Test func `a full request is answered in full, where Spring's headers say`() async throws {
        let bench = try await Bench(partitions: 3)
        try await bench.ask(
            #"{"word": "cloud", "language": "english", "id": "42"}"#,
            headers: [
                Header(name: "kafka_replyTopic", value: Array("replies".utf8)),
                Header(name: "kafka_replyPartition", value: [0, 0, 0, 2]),
                Header(name: "kafka_correlationId", value: [0, 255, 7]),
            ], topic: bench.topics.requests)
        try await bench.ask(
            #"{"word": "cloud", "language": "en", "id": "43"}"#,
            headers: [
                Header(name: "kafka_replyTopic", value: Array("replies".utf8)),
                Header(name: "kafka_replyPartition", value: [0, 0, 0, 2]),
            ], topic: bench.topics.requests)
        let worker = bench.start()
        let replies = try await bench.records(of: "replies", 2)
        #expect(replies.map(\.topicPartition.partition) == [2, 2])
        let decoded = try replies.map { try LookupReply(decoding: $0.value ?? []) }.sorted { $0.id! < $1.id! }
        #expect(decoded.map(\.id) == ["42", "43"])
        // "english" is no name of a scripted language.
        #expect(decoded.map(\.outcome) == [.rejected, .found])
        #expect(
            replies.contains { $0.headers.contains(Header(name: "kafka_correlationId", value: [0, 255, 7])) })
        try await worker.stop()
    }

    @Test func `an answer that is larger than a message becomes a smaller one, and whoever asks hears`() async throws {
        let long = String(repeating: "x", count: 6_000)
        let dictionaries = ScriptedLookupService(answer: { query in
            let sense = Sense(
                definition: query.word == "all" ? long : "a thing", examples: query.word == "a" ? [] : [long],
                synonyms: ["a", "examples"].contains(query.word) ? ["other"] : [long])
            return LookupReply(
                word: query.word, language: query.language, outcome: .found,
                entries: [Entry(headword: query.word, senses: [sense])])
        })
        let bench = try await Bench()
        let words = ["a", "examples", "synonyms", "all"]
        for word in words { try await bench.ask(#"{"word": "\#(word)", "id": "1", "response_topic": "replies"}"#) }
        try await bench.ask(#"{"word": "all", "response_topic": "replies"}"#)
        let worker = bench.start(dictionaries, largest: 5_000)
        let replies = try await bench.records(of: "replies", 5)
        let full = try replies.filter { $0.text.contains("outcome") }.map { try LookupReply(decoding: $0.value ?? []) }
        let byWord = Dictionary(uniqueKeysWithValues: full.map { ($0.word, $0) })
        #expect(words.map { byWord[$0]?.outcome } == [.found, .found, .found, .unavailable])
        #expect(byWord["a"]?.error == nil)
        #expect(byWord["examples"]?.entries.first?.senses.first?.synonyms == ["other"])
        #expect(byWord["synonyms"]?.entries.first?.senses.first?.definition == "a thing")
        #expect(byWord["synonyms"]?.entries.first?.senses.first?.synonyms.isEmpty == true)
        #expect(byWord["all"]?.error?.contains("larger than the broker takes") == true)
        #expect(replies.contains { $0.text == #"{"word": "all", "definition": null}"# })
        try await worker.stop()
    }

    @Test func `who asks with too large a request hears, in seed form too`() async throws {
        let bench = try await Bench()
        let padding = String(repeating: "x", count: 70_000)
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies", "x": "\#(padding)"}"#)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text == #"{"word": "nuage", "definition": null}"#)
        let letter = try #require(try await bench.records(of: bench.topics.deadLetters, 1).first)
        #expect(letter.header("dico-dead-letter-reason") == "undecodable")
        try await worker.stop()
    }

    @Test func `what cannot be decoded between good requests harms none, and is kept whole`() async throws {
        let bench = try await Bench()
        let odd = [Header(name: "odd", value: nil), Header(name: "kafka_replyPartition", value: [1])]
        try await bench.ask(#"{"word": "un", "response_topic": "replies"}"#)
        try await bench.ask("\u{0}not JSON", headers: odd)
        try await bench.producer.send(ProducerRecord(topic: bench.topics.topic(of: "fr"), key: nil, value: nil))
        try await bench.ask(#"{"word": 7, "id": "1", "response_topic": "replies"}"#)
        try await bench.ask(#"{"word": "deux", "response_topic": "replies"}"#)
        let worker = bench.start()
        let replies = try await bench.records(of: "replies", 3)
        #expect(Set(replies.compactMap { $0.header("dico-outcome") }) == ["found", "rejected"])
        let letters = try await bench.records(of: bench.topics.deadLetters, 3)
        #expect(letters.map { $0.header("dico-dead-letter-offset") } == ["1", "2", "3"])
        #expect(letters.allSatisfy { $0.header("dico-dead-letter-reason") != nil })
        #expect(letters[0].text == "\u{0}not JSON")
        #expect(letters[0].key == Array("key".utf8))
        #expect(Array(letters[0].headers.prefix(2)) == odd)
        #expect(letters[1].key == nil && letters[1].value == nil)
        #expect(letters[0].header("dico-dead-letter-topic") == bench.topics.topic(of: "fr"))
        try await worker.stop()
    }

    @Test func `a reply that its topic cannot take is a dead letter, and the next is answered`() async throws {
        let bench = try await Bench()
        await bench.broker.fail(topic: "closed", with: .topicAuthorizationFailed)
        try await bench.ask(#"{"word": "un", "response_topic": "closed"}"#)
        try await bench.ask(
            #"{"word": "deux"}"#,
            headers: [
                Header(name: "kafka_replyTopic", value: Array("replies".utf8)),
                Header(name: "kafka_replyPartition", value: [0, 0, 1, 0]),
            ])
        try await bench.ask(#"{"word": "trois", "response_topic": "replies"}"#)
        let worker = bench.start()
        #expect(try await bench.records(of: "replies", 1).first?.text.contains("trois") == true)
        let letters = try await bench.records(of: bench.topics.deadLetters, 2)
        #expect(letters.map { $0.header("dico-dead-letter-reason") } == ["undeliverable", "undeliverable"])
        #expect(Set(letters.map { $0.header("dico-dead-letter-offset") }) == ["0", "1"])
        try await worker.stop()
    }

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

    /// A worker that has answered a request, so that it looked at its rights before they were taken from it.
    private func workingWorker(
        on bench: Bench, _ configuration: WorkerConfiguration = WorkerConfiguration()
    ) async throws -> RunningWorker {
        let worker = bench.start(ScriptedLookupService(), configuration)
        try await bench.ask(#"{"word": "un", "response_topic": "replies"}"#)
        #expect(try await bench.records(of: "replies", 1).count == 1)
        await bench.broker.fail(topic: bench.topics.deadLetters, with: .topicAuthorizationFailed)
        try await bench.ask("no JSON")
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

    @Test func `found definitions are published too`() async throws {
        let bench = try await Bench()
        try await bench.broker.createTopics(["definitions": 1])
        try await bench.ask(#"{"word": "nuage", "response_topic": "replies"}"#)
        let worker = bench.start(ScriptedLookupService(), WorkerConfiguration(publishTo: "definitions"))
        let published = try #require(try await bench.records(of: "definitions", 1).first)
        #expect(
            published.text
                == #"{"word": "nuage", "definition": "noun\n1. nuage in fr", "response_topic": "replies"}"#)
        try await worker.stop()
    }
}

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
