import Kafka
import Synchronization
import TestSupport
import Testing

@Suite struct Consuming {
    @Test func `a member that comes again goes on behind what was stored`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let partition = TopicPartition(topic: topic, partition: 0)
        try await broker.send(["a", "b", "c", "d"], to: topic)
        for expected in ["a", "c"] {
            let consumer = try Consumer(broker.configuration(), group: broker.name)
            try consumer.subscribe(to: [topic])
            let records = try await consumer.take(exactly: 2)
            #expect(records.first?.text == expected)
            consumer.store(next: try #require(records.last).offset + 1, for: partition)
            await consumer.close(within: .seconds(10))
        }
    }

    @Test func `what was taken and not stored comes again`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a", "b"], to: topic)
        for _ in 0..<2 {
            let consumer = try Consumer(broker.configuration(), group: broker.name)
            try consumer.subscribe(to: [topic])
            #expect(try await consumer.take(exactly: 2).map(\.text) == ["a", "b"])
            await consumer.close(within: .seconds(10))
        }
    }

    @Test func `storing for partitions of others, or after closing, does nothing`() async throws {
        let broker = try await TestBroker()
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        consumer.store(next: 5, for: TopicPartition(topic: "another", partition: 0))
        await consumer.close(within: .seconds(10))
        consumer.store(next: 5, for: TopicPartition(topic: "another", partition: 0))
        let error = #expect(throws: KafkaError.self) { try consumer.subscribe(to: ["t"]) }
        #expect(error?.code == .closed)
        #expect(try await consumer.take(upTo: 1) == nil)
    }

    @Test func `records come one by one as a sequence, which ends when taking stops`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a", "b", "c"], to: topic)
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        try consumer.subscribe(to: [topic])
        var values: [String?] = []
        for try await record in consumer.records {
            values.append(record.text)
            if values.count == 3 { consumer.stopTaking() }
        }
        #expect(values == ["a", "b", "c"])
        await consumer.close(within: .seconds(10))
    }

    @Test func `an offset that is nowhere is an error where no reset is wanted`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a"], to: topic)
        let consumer = try Consumer(broker.configuration(("auto.offset.reset", "error")), group: broker.name)
        try consumer.subscribe(to: [topic])
        let error = await #expect(throws: KafkaError.self) { _ = try await consumer.take(upTo: 1) }
        #expect(error?.code == .offsetOutOfRange)
        #expect(error?.isRetriable == false)
        #expect(error?.description.contains("\(topic)[0]") == true)
        await consumer.close(within: .seconds(10))
    }
}

@Suite(.enabled(if: TestBroker.isEmbedded)) struct ConsumingThroughFaults {
    @Test(
        arguments: [
            (
                EmbeddedBroker.Request.joinGroup, EmbeddedBroker.Fault.groupAuthorizationFailed,
                KafkaError.Code.authorization
            ),
            (.findCoordinator, .groupAuthorizationFailed, .authorization),
            (.joinGroup, .fencedInstance, .fenced),
            (.joinGroup, .inconsistentGroupProtocol, .groupProtocol),
            (.fetch, .topicAuthorizationFailed, .authorization),
        ], [AssignmentStrategy.range, .cooperativeSticky])
    func `what waiting cannot cure ends the taking`(
        cause: (request: EmbeddedBroker.Request, fault: EmbeddedBroker.Fault, code: KafkaError.Code),
        strategy: AssignmentStrategy
    ) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        await broker.embedded?.fail(cause.request, with: Array(repeating: cause.fault, count: 5))
        let log = CollectedLog()
        let consumer = try Consumer(
            broker.configuration(logger: log.logger), group: broker.name, assignmentStrategy: strategy)
        try consumer.subscribe(to: [topic])
        for _ in 0..<2 {
            let error = await #expect(throws: KafkaError.self) { _ = try await consumer.take(upTo: 1) }
            #expect(error?.code == cause.code, "\(error as Any)")
            #expect(error?.isRetriable == false)
            if cause.fault == .groupAuthorizationFailed {
                #expect(error?.description.contains("Read on the group \(broker.name)") == true, "\(error as Any)")
            }
        }
        await consumer.close(within: .seconds(120))
        #expect(!log.lines.contains { $0.contains("not closed in time") })
    }

    @Test func `what waiting cures is waited for`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a"], to: topic)
        await broker.embedded?.fail(.findCoordinator, with: [.coordinatorNotAvailable, .disconnect])
        await broker.embedded?.fail(.joinGroup, with: [.coordinatorNotAvailable])
        await broker.embedded?.fail(.fetch, with: [.notLeaderForPartition, .disconnect])
        await broker.embedded?.fail(.offsetFetch, with: [.coordinatorNotAvailable])
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        try consumer.subscribe(to: [topic])
        #expect(try await consumer.take(exactly: 1).map(\.text) == ["a"])
        await consumer.close(within: .seconds(10))
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `commits that fail again and again are told of once`() async throws
    {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send((0..<10).map(String.init), to: topic)
        let log = CollectedLog(from: .debug)
        let consumer = try Consumer(broker.configuration(logger: log.logger), group: broker.name)
        try consumer.subscribe(to: [topic])
        let records = try await consumer.take(exactly: 10)
        // Which librdkafka does not try again by itself.
        await broker.embedded?.fail(.offsetCommit, with: Array(repeating: .topicAuthorizationFailed, count: 100))
        for record in records {
            let failed = log.lines.count { $0.contains("commit") }
            consumer.store(next: record.offset + 1, for: record.topicPartition)
            try await eventually { log.lines.count { $0.contains("commit") } > failed }
        }
        await consumer.close(within: .seconds(30))
        #expect(log.lines(at: .warning).count { $0.contains("commit") } == 1, "\(log.lines)")
    }

    @Test func `a broker that went away is said once by all, and taking goes on when it is back`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a"], to: topic)
        let log = CollectedLog()
        let configuration = broker.configuration(logger: log.logger)
        let consumer = try Consumer(configuration, group: broker.name)
        let producer = try Producer(configuration)
        try consumer.subscribe(to: [topic])
        _ = try await consumer.take(exactly: 1)
        await broker.embedded?.goDown()
        try await eventually { log.lines.contains { $0.contains("away") } }
        // Long enough for further attempts to connect to be told of, were they.
        try await Task.sleep(for: .seconds(1))
        await broker.embedded?.comeUp()
        try await producer.send(ProducerRecord(topic: topic, value: Array("b".utf8)))
        // Where the broker was away for longer than `session.timeout.ms`, what was not committed comes again before.
        var taken: String?
        while taken != "b" { taken = try await consumer.take(exactly: 1).first?.text }
        #expect(log.lines.count { $0.contains("away") } == 1, "\(log.lines)")
        await consumer.close(within: .seconds(10))
        await producer.close(within: .seconds(10))
    }

    @Test(arguments: AssignmentStrategy.allCases)
    func `closing is bounded where the broker is gone`(strategy: AssignmentStrategy) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a"], to: topic)
        let consumer = try Consumer(broker.configuration(), group: broker.name, assignmentStrategy: strategy)
        try consumer.subscribe(to: [topic])
        _ = try await consumer.take(exactly: 1)
        broker.embedded?.shutdown()
        // That it returns is the point: librdkafka's own close waits for the broker.
        await consumer.close(within: .seconds(1))
    }
}
