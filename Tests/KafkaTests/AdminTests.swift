import Kafka
import Synchronization
import Testing

@Suite struct Administering {
    @Test func `only topics that exist have partitions, and asking creates none`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 3)
        for _ in 0..<2 {
            let partitions = try await Admin.partitions(
                of: [topic, "\(broker.name)-absent"], using: broker.configuration())
            #expect(partitions == [topic: 3])
        }
    }

    @Test func `a missing topic is created, and one that exists is left as it is`() async throws {
        let broker = try await TestBroker()
        let present = try await broker.topic(partitions: 3)
        let missing = "\(broker.name)-missing"
        for _ in 0..<2 {
            try await Admin.ensureTopics([present, missing], partitions: 2, using: broker.configuration())
            let partitions = try await Admin.partitions(of: [present, missing], using: broker.configuration())
            #expect(partitions[present] == 3)
            // The embedded broker chooses for itself.
            #expect(partitions[missing] == (TestBroker.isEmbedded ? 4 : 2))
        }
    }

    @Test func `creating a topic that exists is no error`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 3)
        try await Admin.createTopics([topic], partitions: 2, using: broker.configuration())
        #expect(try await Admin.partitions(of: [topic], using: broker.configuration()) == [topic: 3])
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `a topic is created once all its partitions have leaders`()
        async throws
    {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 2)
        let last = TopicPartition(topic: topic, partition: 1)
        await broker.embedded?.moveLeader(of: last, to: -1)
        let isCreated = Mutex(false)
        async let created: Void = {
            try await Admin.createTopics([topic], partitions: 2, using: broker.configuration())
            isCreated.withLock { $0 = true }
        }()
        for _ in 0..<20 {
            #expect(try await Admin.topics(using: broker.configuration())[topic] == 2)
            let isEarly = isCreated.withLock { $0 }
            #expect(!isEarly)
        }
        await broker.embedded?.moveLeader(of: last, to: 1)
        try await created
    }

    @Test(.enabled(if: !TestBroker.isEmbedded)) func `a wrong name is refused`() async throws {
        let broker = try await TestBroker()
        let error = await #expect(throws: KafkaError.self) {
            try await Admin.createTopics(["a b"], partitions: 1, using: broker.configuration())
        }
        #expect(error?.code == .invalidTopic)
    }

    @Test func `a broker out of reach is named`() async throws {
        let configuration = ClientConfiguration(bootstrapServers: "127.0.0.1:1", logger: .silent)
        let error = await #expect(throws: KafkaError.self) {
            _ = try await Admin.partitions(of: ["t"], using: configuration)
        }
        #expect(error?.code == .unreachable)
        #expect(error?.isRetriable == true)
        #expect(error?.description.contains("127.0.0.1:1") == true)
    }
}
