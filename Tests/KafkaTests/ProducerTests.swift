import Kafka
import Synchronization
import TestSupport
import Testing

@Suite struct Producing {
    @Test func `records of one partition keep their order, whatever the broker answers meanwhile`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let values = (0..<3_000).map(String.init)
        await broker.embedded?.fail(.produce, with: [.notLeaderForPartition, .disconnect, .notEnoughReplicas])
        try await broker.send(values, to: topic)
        let reader = try await TopicReader(broker.configuration(), topic: topic, from: .beginning)
        let received = Mutex<[String?]>([])
        let reading = Task {
            while let records = try await reader.take(upTo: 500) {
                received.withLock { $0 += records.map(\.text) }
            }
        }
        try? await eventually { received.withLock { $0.count >= values.count } }
        reader.stopTaking()
        try await reading.value
        let texts = received.withLock { $0 }
        #expect(texts.count == values.count)
        #expect(texts == values)
        await reader.close(within: .seconds(10))
    }

    @Test func `a partition that does not exist is refused, before and after the topic's partitions are known`()
        async throws
    {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        let producer = try Producer(broker.configuration())
        func refused(_ partition: Int32) async -> KafkaError? {
            do throws(KafkaError) {
                try await producer.send(
                    ProducerRecord(
                        topic: topic, partition: partition, value: [1], headers: [Header(name: "a", value: [1])]))
                return nil
            } catch { return error }
        }
        for partition: Int32 in [2, 7, 2_147_483_647, -5] {
            let error = try #require(await refused(partition))
            #expect(error.code == .unknownPartition)
            #expect(!error.isRetriable && !error.isFatal)
            #expect(error.description.contains(topic))
        }
        #expect(await refused(1) == nil)
        await producer.close(within: .seconds(10))
    }

    @Test func `a record that is too large is refused for itself`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let producer = try Producer(broker.configuration(("message.max.bytes", "10000")))
        let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: topic, value: Array(repeating: 0, count: 20_000)))
        }
        #expect(error?.code == .recordTooLarge)
        try await producer.send(ProducerRecord(topic: topic, value: [1]))
        await producer.close(within: .seconds(10))
    }

    @Test func `a name that no topic can have is refused`() async throws {
        let producer = try await Producer(TestBroker().configuration())
        let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: String(repeating: "x", count: 600), value: [1]))
        }
        #expect(error?.code == .invalidTopic)
        #expect(error?.isRetriable == false)
        await producer.close(within: .seconds(10))
    }

    @Test func `a closed producer takes nothing`() async throws {
        let producer = try await Producer(TestBroker().configuration())
        await producer.close(within: .seconds(10))
        let error = #expect(throws: KafkaError.self) {
            try producer.enqueue(ProducerRecord(topic: "t", value: nil), done: { _ in })
        }
        #expect(error?.code == .closed)
        #expect(await !producer.flush(within: .seconds(1)))
    }
}

@Suite(.enabled(if: TestBroker.isEmbedded)) struct ProducingThroughFaults {
    @Test func `a full queue is an error that waiting cures`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let producer = try Producer(broker.configuration(("queue.buffering.max.messages", "1")))
        try await producer.send(ProducerRecord(topic: topic, value: [0]))
        await broker.embedded?.goDown()
        let results = Results()
        // What was acknowledged leaves the queue a moment later.
        try await eventually {
            (try? producer.enqueue(ProducerRecord(topic: topic, value: [1]), done: results.add)) != nil
        }
        let error = #expect(throws: KafkaError.self) {
            try producer.enqueue(ProducerRecord(topic: topic, value: [2]), done: results.add)
        }
        #expect(error?.code == .queueFull)
        #expect(error?.isRetriable == true)
        await broker.embedded?.comeUp()
        #expect(await producer.flush(within: .seconds(300)))
        #expect(results.successes == 1)
        await producer.close(within: .seconds(10))
    }

    @Test func `a broker that is away too long is an error that waiting cures`() async throws {
        let broker = try await TestBroker()
        await broker.embedded?.goDown()
        let producer = try Producer(broker.configuration(("message.timeout.ms", "500")))
        let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: "t", value: [1]))
        }
        #expect(error?.code == .timedOut)
        #expect(error?.isRetriable == true)
        await producer.close(within: .seconds(10))
    }

    @Test func `what is on its way when the broker goes arrives when it comes back`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let producer = try Producer(broker.configuration())
        try await producer.send(ProducerRecord(topic: topic, value: [1]))
        await broker.embedded?.goDown()
        let results = Results()
        try producer.enqueue(ProducerRecord(topic: topic, value: [2]), done: results.add)
        await broker.embedded?.comeUp()
        try await eventually { results.successes == 1 }
        await producer.close(within: .seconds(10))
    }

    @Test func `closing waits no longer than it may, and tells every record's fate`() async throws {
        let broker = try await TestBroker()
        await broker.embedded?.goDown()
        let producer = try Producer(broker.configuration())
        let results = Results()
        for _ in 0..<10 { try producer.enqueue(ProducerRecord(topic: "t", value: [1]), done: results.add) }
        await producer.close(within: .milliseconds(200))
        try await eventually { results.failures.count == 10 }
        #expect(results.failures.allSatisfy { $0.code == .closed })
    }

    @Test func `a topic that may not be written to is an error that waiting does not cure`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        await broker.embedded?.fail(topic: topic, with: .topicAuthorizationFailed)
        let producer = try Producer(broker.configuration())
        let error = await #expect(throws: KafkaError.self) {
            try await producer.send(ProducerRecord(topic: topic, value: [1]))
        }
        #expect(error?.code == .authorization)
        #expect(error?.isRetriable == false)
        await producer.close(within: .seconds(10))
    }
}

/// What became of records.
final class Results: Sendable {
    private let all = Mutex<[Result<Void, Undelivered>]>([])

    func add(_ result: Result<Void, Undelivered>) {
        all.withLock { $0.append(result) }
    }

    var successes: Int { all.withLock { $0.count { (try? $0.get()) != nil } } }
    var failures: [KafkaError] {
        all.withLock { all in
            all.compactMap { if case .failure(let undelivered) = $0 { undelivered.error } else { nil } }
        }
    }
}
