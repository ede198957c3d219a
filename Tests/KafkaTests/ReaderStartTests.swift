import Kafka
import TestSupport
import Testing

@Suite struct `Where a reader begins` {
    /// The values that are read from `start` on, up to the end that the topic has.
    private func values(
        _ broker: TestBroker, _ topic: String, from start: TopicReader.Start
    ) async throws -> [String] {
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: start, stopsAtEnd: true)
        var values: [String] = []
        while let records = try await reader.take(upTo: 100) { values += records.compactMap(\.text) }
        await reader.close(within: .seconds(10))
        return values
    }

    @Test(arguments: [
        (TopicReader.Start.last(2), "d e x"), (.last(4), "b c d e x"), (.last(100), "a b c d e x"), (.last(0), ""),
        (.offsets([0: 3, 1: 1]), "d e"), (.offsets([0: 5, 1: 0]), "x"), (.offsets([1: 1]), "a b c d e"),
        (.offsets([0: 2, 7: 3]), "c d e x"), (.offsets([:]), "a b c d e x"),
        // Of a topic that had more, or was made anew.
        (.offsets([0: 1_000, 1: 1]), "a b c d e"), (.offsets([0: -1, 1: 1]), "a b c d e"),
    ])
    func `is told by partition, and what a partition does not have stands for its first`(
        start: TopicReader.Start, expected: String
    ) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        try await broker.send(["a", "b", "c", "d", "e"], to: topic)
        try await broker.send(["x"], to: topic, partition: 1)
        let values = try await values(broker, topic, from: start)
        // Partitions have no order among each other.
        #expect(values.sorted().joined(separator: " ") == expected)
    }

    @Test func `is asked for again where a broker does not know yet that it leads the topic`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a", "b"], to: topic)
        // More than librdkafka asks by itself.
        await broker.embedded?.fail(
            .listOffsets, with: Array(repeating: .unknownTopicOrPartition, count: 6) + [.notLeaderForPartition])
        let all = try await values(broker, topic, from: .beginning)
        #expect(all == ["a", "b"])
    }

    @Test func `is within what each partition has, and the end moves on as records come`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        try await broker.send(["a", "b", "c"], to: topic)
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: .beginning)
        #expect(reader.extent == [0: 0..<3, 1: 0..<0])
        _ = try await reader.take(upTo: 3)
        try await broker.send(["d"], to: topic, partition: 1)
        _ = try await reader.take(upTo: 1)
        try await eventually { reader.ends == [0: 3, 1: 1] }
        #expect(reader.extent == [0: 0..<3, 1: 0..<0])
        await reader.close(within: .seconds(10))
        #expect(await !reader.isAnswered(within: .seconds(1)))
    }
}

@Suite struct `Topics that are taken apart` {
    @Test func `hold each other up in no way, and each keeps its order`() async throws {
        let broker = try await TestBroker()
        let topics = try await [broker.topic(), broker.topic()]
        let values = (0..<200).map(String.init)
        for topic in topics { try await broker.send(values, to: topic) }
        let consumer = try Consumer(
            broker.configuration(("auto.offset.reset", "earliest")), group: broker.name, areTopicsApart: true)
        try consumer.subscribe(to: topics)
        // Nobody takes of the first while all of the second is taken.
        for topic in topics.reversed() {
            var taken: [ConsumerRecord] = []
            while taken.count < values.count, let records = try await consumer.take(from: topic, upTo: 7) {
                #expect(records.count <= 7)
                taken += records
            }
            #expect(taken.map(\.text) == values)
            #expect(Set(taken.map(\.topicPartition.topic)) == [topic])
        }
        await consumer.close(within: .seconds(30))
        for topic in topics { #expect(try await consumer.take(from: topic, upTo: 1) == nil) }
    }

    @Test func `wake whoever waits for one of them, and let all go when taking stops`() async throws {
        let broker = try await TestBroker()
        let topics = try await [broker.topic(), broker.topic(), broker.topic()]
        let consumer = try Consumer(
            broker.configuration(("auto.offset.reset", "earliest")), group: broker.name, areTopicsApart: true)
        try consumer.subscribe(to: topics)
        let waiting = topics.map { topic in Task { try await consumer.take(from: topic, upTo: 1)?.first?.text } }
        try await broker.send(["a"], to: topics[1])
        #expect(try await waiting[1].value == "a")
        waiting[2].cancel()
        #expect(try await waiting[2].value == nil)
        consumer.stopTaking()
        #expect(try await waiting[0].value == nil)
        #expect(try await consumer.take(from: "a topic of nobody", upTo: 1) == nil)
        await consumer.close(within: .seconds(30))
    }
}
