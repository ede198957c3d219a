import CRdkafka
import Logging
import TestSupport
import Testing

@testable import Kafka

/// A cluster whose brokers are reached at other addresses than those to begin with.
@Suite struct AdvertisedAddresses {
    @Test(.enabled(if: TestBroker.isEmbedded))
    func `one that leads nowhere is told by name, once, and by every client`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let port = try await freePort()
        let proxy = try await BrokerProxy(to: broker, "--advertise", "\(port)")
        let log = CollectedLog()
        let configuration = ClientConfiguration(bootstrapServers: proxy.address, logger: log.logger)
        let consumer = try Consumer(configuration, group: broker.name)
        try consumer.subscribe(to: [topic])
        let line = "a broker could not be reached, trying on"
        try await eventually {
            _ = await consumer.isAnswered(within: .seconds(3))
            return log.lines.contains(line)
        }
        let reader = await #expect(throws: KafkaError.self) {
            _ = try await TopicReader(configuration, topic: topic, from: .beginning)
        }
        let lag = await #expect(throws: KafkaError.self) {
            _ = try await Consumer.lag(
                ofGroup: broker.name, in: [TopicPartition(topic: topic, partition: 0)], using: configuration,
                within: .seconds(2))
        }
        for error in [reader, lag, configuration.misadvertised] {
            #expect(
                error?.description.contains("advertises a broker at 127.0.0.1:\(port)") == true,
                "\(error as Any)")
            #expect(error?.isRetriable == true)
        }
        // It would alternate with its return, as the cluster answers all the time.
        for _ in 0..<3 { #expect(await consumer.isAnswered(within: .seconds(30))) }
        #expect(log.lines == [line])
        #expect(!configuration.isBrokerAway)
        await consumer.close(within: .seconds(10))
    }

    /// The one broker that newer libraries ask is the silent one, which is an outage to them.
    @Test(.enabled(if: TestBroker.isEmbedded && rd_kafka_version() < 0x02_01_00_00))
    func `one where nobody says a word is told once, and not as an outage`() async throws {
        let broker = try await TestBroker()
        let topic = try await broker.topic()
        let silent = try await SilentListener()
        let proxy = try await BrokerProxy(to: broker, "--advertise", "\(silent.port)")
        let log = CollectedLog()
        let configuration = ClientConfiguration(
            bootstrapServers: proxy.address, properties: [("api.version.request.timeout.ms", "300")], logger: log.logger
        )
        let consumer = try Consumer(configuration, group: broker.name)
        try consumer.subscribe(to: [topic])
        try await eventually {
            _ = await consumer.isAnswered(within: .seconds(30))
            return !log.lines.isEmpty && configuration.misadvertised != nil
        }
        for _ in 0..<3 { #expect(await consumer.isAnswered(within: .seconds(30))) }
        #expect(log.lines == ["a broker could not be reached, trying on"])
        #expect(configuration.misadvertised?.description.contains("127.0.0.1:\(silent.port)") == true)
        await consumer.close(within: .seconds(10))
        try await silent.close()
    }

    /// As of a broker that is made anew behind a name, or a load balancer, that stays.
    @Test(.enabled(if: TestBroker.isEmbedded), arguments: [AssignmentStrategy.range, .cooperativeSticky])
    func `that change while a group is away are found, and the group with them`(
        strategy: AssignmentStrategy
    ) async throws {
        let port = try await freePort()
        func door(to broker: TestBroker) throws -> FrontDoor {
            let target = try #require(broker.bootstrapServers.split(separator: ":").last.flatMap { UInt16($0) })
            return try FrontDoor(port: UInt16(port), leadingTo: target)
        }
        let (first, second) = (try await TestBroker(), try await TestBroker())
        let topic = try await first.topic()
        try await second.embedded?.createTopics([topic: 1])
        try await first.send(["a"], to: topic)
        try await second.send(["b"], to: topic)
        var configuration = first.configuration()
        configuration.bootstrapServers = "127.0.0.1:\(port)"
        let consumer = try Consumer(configuration, group: first.name, assignmentStrategy: strategy)
        try consumer.subscribe(to: [topic])
        let before = try door(to: first)
        #expect(try await consumer.take(exactly: 1).map(\.text) == ["a"])
        before.shutDown()
        await first.embedded?.goDown()
        let after = try await eventually { try? door(to: second) }
        let watching = Task { while !Task.isCancelled { _ = await consumer.isAnswered(within: .seconds(1)) } }
        var taken: String?
        while taken != "b" { taken = try await consumer.take(exactly: 1).first?.text }
        watching.cancel()
        after.shutDown()
        await consumer.close(within: .seconds(30))
    }

    @Test(
        arguments: [
            (
                "[thrd:127.0.0.1:1/1]: 127.0.0.1:1/1: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in state CONNECT)",
                "127.0.0.1:1"
            ),
            (
                "[thrd:GroupCoordinator]: GroupCoordinator: k2:9092: Connect to ipv4#10.0.0.2:9092 failed: No route to host (after 9ms in state CONNECT, 1 identical error(s) suppressed)",
                "k2:9092"
            ),
            (
                "sasl_ssl://k3:9093/12: Failed to resolve 'k3:9093': Name or service not known (after 1ms in state CONNECT)",
                "k3:9093"
            ),
            (
                "ssl://[::1]:9/2: SSL handshake failed: wrong version number (after 3ms in state SSL_HANDSHAKE)",
                "[::1]:9"
            ),
            ("k1:9092/1: Connection setup timed out in state CONNECT (after 30028ms in state CONNECT)", "k1:9092"),
            ("k1:9092/1: Disconnected (after 600041ms in state UP)", nil),
            (
                "k1:9092/bootstrap: Connect to ipv4#10.0.0.1:9092 failed: Connection refused (after 0ms in state CONNECT)",
                nil
            ),
            ("1/1 brokers are down", nil),
        ] as [(String, String?)])
    func `are read from what librdkafka says of those that it does not come to`(words: String, address: String?) {
        #expect(ConnectionFault(words)?.address == address)
    }

    @Test(arguments: ["k1:9092", "k0:1, k1:9092", "SSL://k1:9092", "k1"])
    func `may be those to begin with`(servers: String) throws {
        let words = "k1:9092/1: Connect to ipv4#10.0.0.1:9092 failed: refused (after 0ms in state CONNECT)"
        #expect(try #require(ConnectionFault(words)).isOf(servers))
        #expect(try !#require(ConnectionFault(words)).isOf("k11:9092"))
    }
}
