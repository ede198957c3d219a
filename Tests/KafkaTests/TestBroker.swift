import Foundation
import Kafka
import Logging
import TestSupport
import Testing

/// The broker of one test: an embedded one of its own, or the real one that `DICO_TEST_BOOTSTRAP` names.
struct TestBroker {
    static let real = ProcessInfo.processInfo.environment["DICO_TEST_BOOTSTRAP"]
    static let isEmbedded = real == nil

    /// Nil where the broker is a real one.
    let embedded: EmbeddedBroker?
    let bootstrapServers: String
    /// A name that no other test has.
    let name = "test-\(UUID().uuidString.prefix(8).lowercased())"

    init() async throws {
        embedded = Self.isEmbedded ? try await EmbeddedBroker() : nil
        bootstrapServers = embedded?.bootstrapServers ?? Self.real!
    }

    /// What makes clients quick, and a lost record an error.
    func configuration(_ properties: (String, String)..., logger: Logger = .silent) -> ClientConfiguration {
        configuration(properties: properties, logger: logger)
    }

    func configuration(properties: [(String, String)], logger: Logger = .silent) -> ClientConfiguration {
        let quick = [
            ("session.timeout.ms", Self.isEmbedded ? "3000" : "6000"), ("heartbeat.interval.ms", "300"),
            ("fetch.wait.max.ms", "10"),
        ]
        return ClientConfiguration(
            bootstrapServers: bootstrapServers, properties: quick + properties, logger: logger)
    }

    /// Creates a topic of this test's own.
    func topic(partitions: Int = 1) async throws -> String {
        let topic = "\(name)-\(UUID().uuidString.prefix(4).lowercased())"
        if let real = Self.real {
            try await Admin.createTopics(
                [topic], partitions: partitions, using: ClientConfiguration(bootstrapServers: real, logger: .silent))
        } else {
            try await embedded?.createTopics([topic: partitions])
        }
        return topic
    }

    /// Sends `values`, without keys, to one partition.
    func send(_ values: [String], to topic: String, partition: Int32 = 0) async throws {
        let producer = try Producer(configuration())
        for value in values {
            try producer.enqueue(
                ProducerRecord(topic: topic, partition: partition, value: Array(value.utf8)), done: { _ in })
        }
        #expect(await producer.flush(within: .seconds(300)))
        await producer.close(within: .seconds(10))
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension ConsumerRecord {
    var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}

extension Consumer {
    /// Takes until `count` records came.
    func take(exactly count: Int) async throws -> [ConsumerRecord] {
        var records: [ConsumerRecord] = []
        while records.count < count, let more = try await take(upTo: count - records.count) { records += more }
        return records
    }
}
