import Logging
import TestSupport
import Testing

@testable import Kafka

@Suite struct KnowingRights {
    private let needed = [
        Right(.read, on: .topic("a")), Right(.write, on: .topic("b")), Right(.read, on: .topic("c")),
        Right(.read, on: .group("g")), Right(.idempotentWrite, on: .cluster),
    ]

    @Test func `what is not known is not missing`() {
        #expect(Rights().missing(of: needed).isEmpty)
        #expect(Rights(granted: [.topic("a"): []]).missing(of: needed) == [needed[0]])
    }

    @Test func `whoever may write somewhere may write idempotently`() {
        let nowhere = Rights(granted: [.cluster: [], .topic("b"): [.read]])
        #expect(nowhere.missing(of: needed) == [needed[1], needed[4]])
        let somewhere = Rights(granted: [.cluster: [], .topic("b"): [.write]])
        #expect(somewhere.missing(of: needed).isEmpty)
    }

    @Test func `rights are listed by their operation`() {
        #expect(
            Rights.list(needed)
                == "Read on the topics a, c; Write on the topic b; Read on the group g; IdempotentWrite on the cluster")
    }

    @Test(.enabled(if: TestBroker.isEmbedded)) func `an embedded broker tells no rights, and that is no error`()
        async throws
    {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let rights = try await Admin.rights(
            on: [.topic(topic), .group("g"), .cluster], using: broker.configuration())
        #expect(rights.granted.isEmpty)
        #expect(rights.gap != nil)
    }

    /// A newer library's mock cluster has all that it takes, but for a controller and the rights themselves, which a proxy
    /// lends it: to read and to describe.
    @Test(.enabled(if: TestBroker.isEmbedded && RightsFunctions() != nil))
    func `what a broker tells of rights is known, and the rest is a gap`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let proxy = try await BrokerProxy(to: broker, "--rights", "\(1 << 3 | 1 << 8)")
        let resources = [Right.Resource.topic(topic), .topic("\(broker.name)-absent"), .group("g"), .cluster]
        let rights = try await Admin.rights(
            on: resources, using: ClientConfiguration(bootstrapServers: proxy.address, logger: .silent))
        #expect(rights.granted == [.topic(topic): [.read, .describe], .cluster: [.read, .describe]])
        #expect(rights.missing(of: resources.map { Right(.write, on: $0) }).count == 2)
        // It describes no groups.
        #expect(rights.gap?.contains("does not support") == true)
    }

    /// Only a broker with administration answers these; the client must take what another says for what it is.
    @Test(.enabled(if: TestBroker.isEmbedded)) func `the functions of a newer library end in an error, if in none`()
        async throws
    {
        let broker = try await TestBroker()
        let configuration = broker.configuration()
        let error = await #expect(throws: KafkaError.self) {
            try await onThread("test") { () throws(KafkaError) in
                _ = try AdminClient(configuration).group("g", RightsFunctions())
            }
        }
        #expect(error?.code == .unsupported)
    }
}

@Suite struct DescribingClusters {
    @Test func `brokers and partitions are told`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic(partitions: 3)
        let cluster = try await Admin.describeCluster(using: broker.configuration())
        #expect(cluster.isEmbedded == TestBroker.isEmbedded)
        #expect(cluster.brokers.values.contains { broker.bootstrapServers.contains($0) } || !TestBroker.isEmbedded)
        let partitions = try #require(cluster.topics[topic])
        #expect(partitions.count == 3)
        for partition in partitions {
            #expect(partition.leader.map(cluster.brokers.keys.contains) == true)
            #expect(partition.inSyncReplicas.count == partition.replicas.count)
        }
    }

    @Test func `what a broker understands tells its release`() async throws {
        let broker = try await TestBroker()
        // Of an embedded one that says little, and yet not nothing.
        #expect(try await Admin.release(using: broker.configuration()) != nil)
    }

    @Test(
        arguments: [
            ([0: 13, 1: 18], "4.1 or newer"), ([0: 12, 1: 17], "4.0 or newer"), ([0: 11, 1: 17], "3.9 or newer"),
            ([0: 10, 1: 16], "3.7 or newer"), ([0: 9, 1: 12, 2: 6], "2.8 or newer"), ([0: 7, 1: 11], "2.3 or newer"),
            ([0: 7, 1: 10], "older than 2.3"), ([:], nil),
        ] as [([Int16: Int16], String?)])
    func `a release is named by what came with it`(versions: [Int16: Int16], release: String?) {
        #expect(BrokerRelease.name(versions) == release)
    }

    @Test func `lines of another form tell nothing of requests`() {
        let listener = RequestVersions()
        for line in [
            "[thrd:a:1/bootstrap]: a:1/bootstrap:   ApiKey Fetch (1) Versions 0..11", "ApiKey Fetch (1) Versions 0..9",
            "ApiKey Fetch (1) Versions 0..", "Feature MsgVer2: Fetch (4..32767) supported by broker", "",
        ] {
            listener.hear(line)
        }
        #expect(listener.heard == [1: 11])
    }

    @Test func `a group's lag is told from outside of it`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        try await broker.send(["a", "b", "c"], to: topic)
        let partition = TopicPartition(topic: topic, partition: 0)
        let consumer = try Consumer(broker.configuration(), group: broker.name)
        try consumer.subscribe(to: [topic])
        #expect(try await consumer.take(upTo: 1)?.count == 1)
        consumer.store(next: 1, for: partition)
        await consumer.close(within: .seconds(60))
        let lag = try await Consumer.lag(
            ofGroup: broker.name, in: [partition], using: broker.configuration(), within: .seconds(20))
        #expect(lag == [partition: 2])
    }
}
