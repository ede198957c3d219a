import CRdkafka
import Kafka
import TestSupport
import Testing

/// Topics that brokers have not learnt of yet, or that are deleted: faults of their metadata stand for both.
@Suite struct TopicsThatComeAndGo {
    @Test(.enabled(if: TestBroker.isEmbedded)) func `a record for a topic that comes a moment later is delivered`()
        async throws
    {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        await broker.embedded?.fail(topic: topic, with: .unknownTopicOrPartition)
        let producer = try Producer(broker.configuration())
        async let sent: Void = producer.send(ProducerRecord(topic: topic, value: [1]))
        await broker.embedded?.fail(topic: topic, with: nil)
        try await sent
        await producer.close(within: .seconds(10))
    }

    @Test(.enabled(if: TestBroker.isEmbedded))
    func `a record for a topic that never comes is refused, and holds no other up`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let absent = try await broker.topic()
        await broker.embedded?.fail(topic: absent, with: .unknownTopicOrPartition)
        let producer = try Producer(broker.configuration())
        async let refused = #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: absent, value: [1]))
        }
        try await producer.send(ProducerRecord(topic: topic, value: [1]))
        #expect(await refused?.code == .unknownTopic)
        await producer.close(within: .seconds(10))
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `a topic that a broker forgets for a moment is asked for again`()
        async throws
    {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let log = CollectedLog(from: .debug)
        let producer = try Producer(
            broker.configuration(("topic.metadata.refresh.interval.ms", "50"), logger: log.logger))
        try await producer.send(ProducerRecord(topic: topic, value: [1]))
        await broker.embedded?.fail(topic: topic, with: .unknownTopicOrPartition)
        try await eventually { log.lines.contains { $0.contains("partition count changed from 1 to 0") } }
        async let sent: Void = producer.send(ProducerRecord(topic: topic, value: [2]))
        await broker.embedded?.fail(topic: topic, with: nil)
        try await sent
        await producer.close(within: .seconds(10))
    }

    /// The embedded broker of librdkafka 2.0.2 creates whatever is asked for.
    @Test(.enabled(if: !TestBroker.isEmbedded)) func `no topic comes into being by being written to`() async throws {
        let broker = try await TestBroker()
        let producer = try Producer(broker.configuration())
        let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: "\(broker.name)-strange", value: [1]))
        }
        #expect(error?.code == .unknownTopic)
        #expect(try await Admin.topics(using: broker.configuration())["\(broker.name)-strange"] == nil)
        await producer.close(within: .seconds(10))
    }

    @Test(.enabled(if: TestBroker.isEmbedded))
    func `a topic that is deleted is said once by name, the others go on, and it is taken up again`() async throws {
        let broker = try await TestBroker()
        let (kept, deleted) = (try await broker.topic(), try await broker.topic(partitions: 4))
        let log = CollectedLog()
        let consumer = try Consumer(
            broker.configuration(("topic.metadata.refresh.interval.ms", "200"), logger: log.logger), group: broker.name)
        try consumer.subscribe(to: [kept, deleted])
        try await broker.send(["a"], to: deleted)
        #expect(try await consumer.take(exactly: 1).map(\.text) == ["a"])
        await broker.embedded?.fail(topic: deleted, with: .unknownTopicOrPartition)
        try await eventually { log.lines.contains { $0.contains("no topic") && $0.contains(deleted) } }
        try await broker.send(["b"], to: kept)
        #expect(try await consumer.take(exactly: 1).map(\.text) == ["b"])
        await broker.embedded?.fail(topic: deleted, with: nil)
        try await broker.send(["c"], to: deleted)
        var texts: [String?] = []
        // What was not stored comes again where the partitions move.
        while !texts.contains("c") { texts += try await consumer.take(exactly: 1).map(\.text) }
        #expect(log.lines.count { $0.contains("no topic") || $0.contains("no such topic") } == 1, "\(log.lines)")
        await consumer.close(within: .seconds(600))
        #expect(!log.lines.contains { $0.contains("not closed in time") })
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `a topic that may not be seen is told from one that is not there`()
        async throws
    {
        let broker = try await TestBroker()
        let (seen, hidden) = (try await broker.topic(), try await broker.topic())
        await broker.embedded?.fail(topic: hidden, with: .topicAuthorizationFailed)
        let topics = [seen, hidden, "\(broker.name)-absent"].map { Right.Resource.topic($0) }
        let rights = try await Admin.rights(on: topics, using: broker.configuration())
        #expect(rights.granted == [.topic(hidden): []])
        let missing = rights.missing(of: topics.map { Right(.read, on: $0) })
        let error = KafkaError.missing(missing, for: "a test", servers: broker.bootstrapServers)
        #expect(error.code == .authorization)
        #expect(error.description.contains("Read on the topic \(hidden)"))
        #expect(!error.description.contains(seen))
    }
}

@Suite struct SettingsThatDoNotFit {
    @Test(.enabled(if: TestBroker.isEmbedded)) func `TLS to a port that does not speak it names the setting`()
        async throws
    {
        let broker = try await TestBroker()
        let error = await #expect(throws: KafkaError.self) {
            _ = try await Admin.topics(using: broker.configuration(("security.protocol", "SSL")))
        }
        #expect(error?.code == .security, "\(error as Any)")
        #expect(error?.description.contains("security.protocol") == true)
    }

    @Test(.enabled(if: rd_kafka_version() < 0x02_06_01_00))
    func `SCRAM is refused where the library would have the right password refused`() async throws {
        let broker = try await TestBroker()
        let error = #expect(throws: KafkaError.self) {
            _ = try Producer(
                broker.configuration(
                    ("security.protocol", "SASL_PLAINTEXT"), ("sasl.mechanism", "SCRAM-SHA-512"),
                    ("sasl.username", "u"), ("sasl.password", "p")))
        }
        #expect(error?.code == .configuration)
        #expect(error?.description.contains("2.6.1") == true)
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `a producer that may not write says so before it is asked to`()
        async throws
    {
        let broker = try await TestBroker()
        await broker.embedded?.fail(
            .initProducerID, with: Array(repeating: .clusterAuthorizationFailed, count: 20))
        let producer = try Producer(broker.configuration())
        let (errors, note) = AsyncStream.makeStream(of: KafkaError.self)
        producer.onFatalError { note.yield($0) }
        for await error in errors {
            #expect(error.isFatal)
            #expect(error.code == .authorization)
            #expect(error.description.contains("IdempotentWrite on the cluster"))
            break
        }
        await producer.close(within: .seconds(10))
    }
}
