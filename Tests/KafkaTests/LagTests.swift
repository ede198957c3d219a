import Kafka
import TestSupport
import Testing

@Suite struct Lag {
    private let patience = Duration.seconds(5)

    @Test func `all that a partition holds counts until some of it is committed as done`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        let (first, second) = (TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1))
        try await broker.send(["a", "b", "c", "d"], to: topic)
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        try consumer.subscribe(to: [topic])
        let records = try await consumer.take(exactly: 4)
        #expect(try await consumer.lag(within: patience) == [first: 4, second: 0])
        consumer.store(next: records[2].offset + 1, for: first)
        try await eventually { try await consumer.lag(within: patience) == [first: 1, second: 0] }
        try await broker.send(["e"], to: topic, partition: 1)
        #expect(try await consumer.lag(within: patience) == [first: 1, second: 1])
        await consumer.close(within: .seconds(10))
    }

    @Test func `a member without partitions asks for a sign of life`() async throws {
        let broker = try await TestBroker()
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        #expect(try await consumer.lag(within: patience).isEmpty)
        await consumer.close(within: .seconds(10))
    }

    @Test func `a closed consumer says so`() async throws {
        let broker = try await TestBroker()
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        await consumer.close(within: .seconds(10))
        let error = await #expect(throws: KafkaError.self) { try await consumer.lag(within: patience) }
        #expect(error?.code == .closed)
    }

    @Test(.enabled(if: TestBroker.isEmbedded))
    func `a broker that goes away is known to be, and to be back once it answers`() async throws {
        let broker = try await TestBroker()
        let configuration = broker.configuration()
        let consumer = try Consumer(configuration, group: broker.name)
        _ = try await consumer.lag(within: patience)
        #expect(!configuration.isBrokerAway)
        await broker.embedded?.goDown()
        try await eventually { configuration.isBrokerAway }
        let error = await #expect(throws: KafkaError.self) { try await consumer.lag(within: .milliseconds(200)) }
        #expect(error?.isRetriable == true)
        #expect(configuration.isBrokerAway)
        await broker.embedded?.comeUp()
        try await eventually { (try? await consumer.lag(within: patience)) != nil }
        #expect(!configuration.isBrokerAway)
        await consumer.close(within: .seconds(10))
    }

    @Test(.enabled(if: TestBroker.isEmbedded))
    func `a consumer is closed in spite of a question that nobody answers`() async throws {
        let broker = try await TestBroker()
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        await broker.embedded?.goDown()
        let lag = Task { try await consumer.lag(within: .milliseconds(500)) }
        await consumer.close(within: .seconds(20))
        await #expect(throws: KafkaError.self) { try await lag.value }
    }
}
