import Kafka
import Lexicon
import Logging
import Secrets
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Worker

/// An embedded broker, the workers on it, and whatever they answer.
final class Bench: Sendable {
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

    /// Sends many records at once.
    func ask(_ records: [ProducerRecord]) async throws {
        try await withThrowingTaskGroup { group in
            for record in records { group.addTask { [producer] in try await producer.send(record) } }
            try await group.waitForAll()
        }
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
final class RunningWorker: Sendable {
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
    var text: String { String(decoding: value ?? [], as: UTF8.self) }

    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Lookups that wait until a test lets them go on.
final class HeldLookups: Sendable {
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
