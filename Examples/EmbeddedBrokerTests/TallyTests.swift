// How a program that speaks Kafka is tested without a Kafka: each test has a broker of its own, in its own process.
import Kafka
import Logging
import Testing

/// What is tested: counts words that come on a topic.
private struct Tally {
    let consumer: Consumer

    init(_ broker: ClientConfiguration) throws {
        consumer = try Consumer(broker, group: "tally")
        try consumer.subscribe(to: ["words"])
    }

    func counts(ofFirst limit: Int) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var rest = limit
        while rest > 0, let records = try await consumer.take(upTo: rest) {
            for record in records {
                counts[String(decoding: record.value ?? [], as: UTF8.self), default: 0] += 1
                consumer.store(next: record.offset + 1, for: record.topicPartition)
            }
            rest -= records.count
        }
        return counts
    }
}

@Suite struct TallyOnAnEmbeddedBroker {
    private func configuration(of broker: EmbeddedBroker) -> ClientConfiguration {
        ClientConfiguration(
            bootstrapServers: broker.bootstrapServers,
            // A short session, because the embedded broker's rebalances take nearly one.
            properties: [
                ("session.timeout.ms", "3000"), ("heartbeat.interval.ms", "300"), ("fetch.wait.max.ms", "10"),
            ],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func send(_ words: [String], to configuration: ClientConfiguration) async throws {
        let producer = try Producer(configuration)
        for word in words { try await producer.send(ProducerRecord(topic: "words", value: Array(word.utf8))) }
        await producer.close(within: .seconds(10))
    }

    @Test func `words are counted`() async throws {
        let broker = try await EmbeddedBroker(topics: ["words": 2])
        let configuration = configuration(of: broker)
        try await send(["un", "deux", "un"], to: configuration)
        let tally = try Tally(configuration)
        #expect(try await tally.counts(ofFirst: 3) == ["un": 2, "deux": 1])
        await tally.consumer.close(within: .seconds(10))
    }

    @Test func `a word that the broker refuses at first is counted once`() async throws {
        let broker = try await EmbeddedBroker(topics: ["words": 1])
        let configuration = configuration(of: broker)
        await broker.fail(.produce, with: [.notEnoughReplicas, .requestTimedOut])
        try await send(["un", "deux"], to: configuration)
        let tally = try Tally(configuration)
        #expect(try await tally.counts(ofFirst: 2) == ["un": 1, "deux": 1])
        await tally.consumer.close(within: .seconds(10))
    }

    @Test func `what one member has done is not done again by the next`() async throws {
        let broker = try await EmbeddedBroker(topics: ["words": 1])
        let configuration = configuration(of: broker)
        try await send(["un"], to: configuration)
        let first = try Tally(configuration)
        #expect(try await first.counts(ofFirst: 1) == ["un": 1])
        await first.consumer.close(within: .seconds(30))
        try await send(["deux"], to: configuration)
        let second = try Tally(configuration)
        #expect(try await second.counts(ofFirst: 1) == ["deux": 1])
        await second.consumer.close(within: .seconds(10))
    }
}
