import Kafka
import TestSupport
import Testing

@Suite struct ReadingTopics {
    @Test func `from the end, nothing is read that was sent before and all that is sent after`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 3)
        for partition: Int32 in 0..<3 { try await broker.send(["before"], to: topic, partition: partition) }
        let producer = try Producer(broker.configuration())
        let reader = try await TopicReader(
            broker.configuration(("auto.offset.reset", "error")), topic: topic, from: .end)
        for partition: Int32 in 0..<3 {
            try await producer.send(ProducerRecord(topic: topic, partition: partition, value: Array("after".utf8)))
        }
        var received: [ConsumerRecord] = []
        while received.count < 3, let records = try await reader.take(upTo: 10) { received += records }
        #expect(received.map(\.text) == ["after", "after", "after"])
        #expect(Set(received.map(\.topicPartition.partition)) == [0, 1, 2])
        await reader.close(within: .seconds(10))
        await producer.close(within: .seconds(10))
    }

    @Test(.enabled(if: TestBroker.isEmbedded))
    func `each outage is known`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: .end)
        #expect(reader.lastOutage == nil)
        await broker.embedded?.goDown()
        let first = try await eventually { reader.lastOutage }
        await broker.embedded?.comeUp()
        // Only who reads again can lose the broker again.
        try await broker.send(["a"], to: topic)
        _ = try await reader.take(upTo: 1)
        await broker.embedded?.goDown()
        try await eventually { reader.lastOutage.map { $0 > first } == true }
        await reader.close(within: .seconds(10))
    }

    @Test func `from the beginning, everything is read, by each reader for itself`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        try await broker.send(["a", "b"], to: topic, partition: 0)
        try await broker.send(["c"], to: topic, partition: 1)
        for _ in 0..<2 {
            let reader = try await TopicReader(broker.configuration(), topic: topic, from: .beginning)
            var values: Set<String?> = []
            for try await record in reader.records {
                values.insert(record.text)
                if values.count == 3 { break }
            }
            #expect(values == ["a", "b", "c"])
            await reader.close(within: .seconds(10))
        }
    }

    @Test func `a reader that stops at the end reads what was there, and nothing that came later`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 3)
        try await broker.send(["a", "b", "c"], to: topic, partition: 0)
        try await broker.send(["d"], to: topic, partition: 2)
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: .beginning, stopsAtEnd: true)
        for partition: Int32 in 0..<3 { try await broker.send(["later"], to: topic, partition: partition) }
        var received: [String?] = []
        while let records = try await reader.take(upTo: 2) { received += records.map(\.text) }
        #expect(received.filter { $0 != "d" } == ["a", "b", "c"])
        #expect(received.count == 4)
        await reader.close(within: .seconds(10))
    }

    @Test(arguments: [TopicReader.Start.beginning, .end])
    func `a reader that stops at the end of an empty topic stops at once`(start: TopicReader.Start) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        if start == .end { try await broker.send(["before"], to: topic, partition: 1) }
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: start, stopsAtEnd: true)
        #expect(try await reader.take(upTo: 1) == nil)
        await reader.close(within: .seconds(10))
    }

    @Test func `who waits gets nil when taking stops, and so does a task that is cancelled`() async throws {
        let broker = try await TestBroker()
        let reader = try await TopicReader(broker.configuration(), topic: try await broker.topic(), from: .end)
        let cancelled = Task { try await reader.take(upTo: 1) }
        cancelled.cancel()
        #expect(try await cancelled.value == nil)
        let stopped = Task { try await reader.take(upTo: 1) }
        reader.stopTaking()
        #expect(try await stopped.value == nil)
        #expect(try await reader.take(upTo: 1) == nil)
        await reader.close(within: .seconds(10))
    }

    @Test func `a task that is cancelled while it waits loses no record for others`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: .end)
        let producer = try Producer(broker.configuration())
        var received: [String?] = []
        for number in 0..<40 {
            let impatient = Task { try await reader.take(upTo: 1) }
            async let sent: Void = producer.send(ProducerRecord(topic: topic, value: Array("\(number)".utf8)))
            impatient.cancel()
            received += (try await impatient.value ?? []).map(\.text)
            try await sent
        }
        while received.count < 40 { received += try await reader.take(upTo: 40)?.map(\.text) ?? [] }
        #expect(received == (0..<40).map { "\($0)" })
        await reader.close(within: .seconds(10))
        await producer.close(within: .seconds(10))
    }

    @Test(.enabled(if: !TestBroker.isEmbedded)) func `a topic that does not exist is an error`() async throws {
        let broker = try await TestBroker()
        let error = await #expect(throws: KafkaError.self) {
            _ = try await TopicReader(broker.configuration(), topic: "\(broker.name)-absent", from: .end)
        }
        #expect(error?.code == .unknownTopic)
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `a topic that may not be read is an error`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        await broker.embedded?.fail(topic: topic, with: .topicAuthorizationFailed)
        let error = await #expect(throws: KafkaError.self) {
            _ = try await TopicReader(broker.configuration(), topic: topic, from: .end)
        }
        #expect(error?.code == .authorization)
    }

    @Test func `a broker out of reach is named`() async throws {
        let configuration = ClientConfiguration(bootstrapServers: "127.0.0.1:1", logger: .silent)
        let error = await #expect(throws: KafkaError.self) {
            _ = try await TopicReader(configuration, topic: "t", from: .end)
        }
        #expect(error?.code == .unreachable)
        #expect(error?.description.contains("127.0.0.1:1") == true)
    }
}
