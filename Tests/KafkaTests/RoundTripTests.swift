import Kafka
import TestSupport
import Testing

@Suite struct RoundTrips {
    static let records: [ProducerRecord] = [
        ProducerRecord(topic: "", key: [1], value: [2, 0, 255], headers: [Header(name: "a", value: [7])]),
        ProducerRecord(topic: "", key: nil, value: [3]),
        ProducerRecord(topic: "", key: [4], value: nil),
        ProducerRecord(topic: "", key: [], value: []),
        ProducerRecord(
            topic: "", value: nil,
            headers: [
                Header(name: "twice", value: [1]), Header(name: "twice", value: [2]), Header(name: "none", value: nil),
                Header(name: "empty", value: []), Header(name: "é", value: [0]),
            ]),
    ]

    @Test func `what is sent comes back to the byte, nil and empty apart, in the order of sending`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let producer = try Producer(broker.configuration())
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        try consumer.subscribe(to: [topic])
        for var record in Self.records {
            record.topic = topic
            try await producer.send(record)
        }
        let received = try await consumer.take(exactly: Self.records.count)
        for (sent, record) in zip(Self.records, received) {
            #expect(record.key == sent.key)
            #expect(record.value == sent.value)
            #expect(record.headers == sent.headers)
            #expect(record.topicPartition == TopicPartition(topic: topic, partition: 0))
            #expect(record.timestamp > 1_600_000_000_000)
        }
        #expect(received.map(\.offset) == [0, 1, 2, 3, 4])
        await consumer.close(within: .seconds(10))
        await producer.close(within: .seconds(10))
    }
}
