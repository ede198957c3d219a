import Kafka
import Synchronization
import TestSupport
import Testing

@Suite struct Rebalancing {
    /// A member that notes what happens to it, and that holds a revoke up for as long as the test wants.
    final class Member: Sendable {
        struct State {
            var partitions: Set<TopicPartition> = []
            var revoked: [TopicPartition] = []
            var lost: [TopicPartition] = []
            var isRevoking = false
            var mayRevoke = true
        }

        let state: Arc
        let consumer: Consumer

        final class Arc: Sendable {
            let state = Mutex(State())
        }

        init(_ broker: TestBroker, topic: String, strategy: AssignmentStrategy, properties: (String, String)...) throws
        {
            let arc = Arc()
            state = arc
            consumer = try Consumer(
                broker.configuration(properties: properties), group: broker.name, assignmentStrategy: strategy,
                rebalance: RebalanceHandlers(
                    assigned: { partitions in arc.state.withLock { $0.partitions.formUnion(partitions) } },
                    revoking: { partitions in
                        arc.state.withLock { $0.isRevoking = true }
                        try? await eventually { arc.state.withLock { $0.mayRevoke } }
                        arc.state.withLock {
                            $0.revoked += partitions
                            $0.partitions.subtract(partitions)
                            $0.isRevoking = false
                        }
                    },
                    lost: { partitions in
                        arc.state.withLock {
                            $0.lost += partitions
                            $0.partitions.subtract(partitions)
                        }
                    }))
            try consumer.subscribe(to: [topic])
        }

        func with<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value {
            state.state.withLock(body)
        }

        var partitions: Set<TopicPartition> { with { $0.partitions } }

        /// Takes for as long as the member lives.
        func takeAll(_ note: @escaping @Sendable (ConsumerRecord) -> Void) -> Task<Void, any Error> {
            Task { [consumer] in
                while let records = try await consumer.take(upTo: 100) { records.forEach(note) }
            }
        }

        func close() async { await consumer.close(within: .seconds(20)) }
    }

    @Test(arguments: AssignmentStrategy.allCases)
    func `nobody gets a partition before its member has drained, and goes on behind what that stored`(
        strategy: AssignmentStrategy
    ) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        for partition: Int32 in [0, 1] { try await broker.send(["a", "b", "c"], to: topic, partition: partition) }
        let first = try Member(broker, topic: topic, strategy: strategy)
        _ = try await first.consumer.take(exactly: 6)
        #expect(first.partitions.count == 2)

        first.with { $0.mayRevoke = false }
        let second = try Member(broker, topic: topic, strategy: strategy)
        try await eventually { first.with { $0.isRevoking } }
        #expect(second.partitions.isEmpty)
        // Work in flight ends during the revoke: "a" and "b" are done.
        for partition: Int32 in [0, 1] {
            first.consumer.store(next: 2, for: TopicPartition(topic: topic, partition: partition))
        }
        #expect(second.partitions.isEmpty)
        first.with { $0.mayRevoke = true }

        let record = try #require(try await second.consumer.take(exactly: 1).first)
        let moved = record.topicPartition
        #expect(second.partitions == [moved])
        #expect(first.with { $0.revoked }.contains(moved))
        #expect(first.with { $0.lost }.isEmpty)
        // The embedded broker refuses the commit of a revoke while any member still waits for its answer.
        if !TestBroker.isEmbedded { #expect(record.text == "c") }
        await second.close()
        await first.close()
    }

    @Test(arguments: AssignmentStrategy.allCases)
    func `records of a partition that was given up are not handed out, and none is lost`(
        strategy: AssignmentStrategy
    ) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        let values = (0..<500).map(String.init)
        for partition: Int32 in [0, 1] { try await broker.send(values, to: topic, partition: partition) }
        let first = try Member(broker, topic: topic, strategy: strategy)
        // One is taken, and all the others wait in the client.
        _ = try await first.consumer.take(exactly: 1)
        let second = try Member(broker, topic: topic, strategy: strategy)
        try await eventually { first.partitions.count == 1 && second.partitions.count == 1 }
        #expect(first.partitions.isDisjoint(with: second.partitions))

        let seen = Mutex<[TopicPartition: [String?]]>([:])
        let foreign = Mutex(0)
        let tasks = [first, second].map { member in
            member.takeAll { record in
                if !member.partitions.contains(record.topicPartition) { foreign.withLock { $0 += 1 } }
                seen.withLock { $0[record.topicPartition, default: []].append(record.text) }
            }
        }
        try await eventually { seen.withLock { seen in seen.values.count { $0.last == "499" } } == 2 }
        #expect(foreign.withLock { $0 } == 0)
        for texts in seen.withLock({ $0.values }) {
            // The first record of one partition was taken before.
            #expect(Array(texts.suffix(499)) == values.suffix(499))
        }
        await second.close()
        await first.close()
        for task in tasks { try await task.value }
    }

    @Test(arguments: [AssignmentStrategy.range, .cooperativeSticky])
    func `a member that takes nothing for longer than its session stays a member`(
        strategy: AssignmentStrategy
    ) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a", "b"], to: topic)
        let member = try Member(broker, topic: topic, strategy: strategy)
        let first = try await member.consumer.take(exactly: 1)
        #expect(first.map(\.text) == ["a"])
        try await Task.sleep(for: TestBroker.isEmbedded ? .seconds(4) : .seconds(8))
        #expect(try await member.consumer.take(exactly: 1).map(\.text) == ["b"])
        #expect(member.with { $0.revoked + $0.lost }.isEmpty)
        await member.close()
    }

    @Test(.enabled(if: TestBroker.isEmbedded), arguments: [AssignmentStrategy.range, .cooperativeSticky])
    func `a member that the broker put out loses its partitions and comes again`(
        strategy: AssignmentStrategy
    ) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a"], to: topic)
        let member = try Member(broker, topic: topic, strategy: strategy)
        _ = try await member.consumer.take(exactly: 1)
        await broker.embedded?.fail(.heartbeat, with: [.unknownMember])
        try await eventually { member.with { $0.lost.count } == 1 }
        #expect(member.with { $0.revoked }.isEmpty)
        #expect(try await member.consumer.take(exactly: 1).map(\.text) == ["a"])
        await member.close()
    }

    @Test func `closing gives partitions up as a revoke does, and leaves the group at once`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a", "b"], to: topic)
        let first = try Member(broker, topic: topic, strategy: .range)
        _ = try await first.consumer.take(exactly: 1)
        first.consumer.store(next: 1, for: TopicPartition(topic: topic, partition: 0))
        await first.close()
        #expect(first.with { $0.revoked.count } == 1)
        let second = try Member(broker, topic: topic, strategy: .range)
        #expect(try await second.consumer.take(exactly: 1).map(\.text) == ["b"])
        await second.close()
    }

    @Test(arguments: AssignmentStrategy.allCases)
    func `a member may be closed at any moment of its joining`(strategy: AssignmentStrategy) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 4)
        let resident = try Member(broker, topic: topic, strategy: strategy)
        for milliseconds in [0, 3, 50, 400] {
            let passing = try Member(broker, topic: topic, strategy: strategy)
            try await Task.sleep(for: .milliseconds(milliseconds))
            await passing.close()
        }
        // Whoever passed is gone, so the resident has everything.
        try await eventually { resident.partitions.count == 4 }
        await resident.close()
    }

    @Test(arguments: [AssignmentStrategy.range, .cooperativeSticky])
    func `a consumer that is let go of leaves its group`(strategy: AssignmentStrategy) async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        var forgotten: Member? = try Member(broker, topic: topic, strategy: strategy)
        try await eventually { forgotten?.partitions.count == 2 }
        forgotten = nil
        let heir = try Member(broker, topic: topic, strategy: strategy)
        try await eventually { heir.partitions.count == 2 }
        await heir.close()
    }
}
