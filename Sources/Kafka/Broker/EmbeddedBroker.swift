import CRdkafka
import Dispatch
import Synchronization

/// A Kafka broker in this process, for demonstrations and tests: librdkafka's mock cluster.
///
/// It speaks the Kafka protocol on 127.0.0.1, at a port of its own choosing, to this process and to others, and keeps
/// everything in memory. Clients that know another port may come in there, and go on at its own. Its limits: a partition
/// holds 5 MiB and then forgets its oldest records, topics that somebody asks for come into being with four partitions, an
/// empty fetch always waits the whole `fetch.wait.max.ms`, a group's rebalance takes `session.timeout.ms` less a second
/// (three seconds at first), and there is no administration, no static membership and no security.
public final class EmbeddedBroker: Sendable {
    /// The mock cluster with the client that it lives in.
    ///
    /// `@unchecked`, because the functions of a mock cluster hand what they are asked for to the cluster's own thread,
    /// and its end waits until nobody is in one of them.
    private struct Cluster: @unchecked Sendable {
        let client: OpaquePointer
        let pointer: OpaquePointer
        let users = DispatchGroup()
    }

    /// Where it listens: `127.0.0.1:port`, of each broker, separated by commas; `localhost:port` where a port was asked for.
    public let bootstrapServers: String
    private let cluster: Mutex<Cluster?>
    private let door: FrontDoor?

    /// Starts a broker, or a cluster of them.
    ///
    /// - Parameters:
    ///   - topics: The number of partitions of each topic to begin with.
    ///   - brokers: More than one where leaders and coordinators are to move.
    ///   - port: One at which clients may begin too; nil for none.
    /// - Throws: `.refused` where the system has no port left, somebody listens at `port`, or a topic cannot be had.
    public init(topics: [String: Int] = [:], brokers: Int = 1, port: UInt16? = nil) async throws(KafkaError) {
        let conf = rd_kafka_conf_new()
        rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0) else {
            rd_kafka_conf_destroy(conf)
            throw KafkaError(.refused, "No embedded broker can be started: the system has no threads left.")
        }
        guard let pointer = rd_kafka_mock_cluster_new(client, Int32(brokers)) else {
            rd_kafka_destroy(client)
            throw KafkaError(.refused, "No embedded broker can be started: no port of 127.0.0.1 is to be had.")
        }
        Self.limitVersions(of: pointer)
        let servers = String(cString: rd_kafka_mock_cluster_bootstraps(pointer))
        cluster = Mutex(Cluster(client: client, pointer: pointer))
        do throws(KafkaError) {
            door = try port.map { port throws(KafkaError) in
                let own = servers.prefix { $0 != "," }.split(separator: ":").last.flatMap { UInt16($0) }
                return try FrontDoor(port: port, leadingTo: own ?? 0)
            }
        } catch {
            rd_kafka_mock_cluster_destroy(pointer)
            rd_kafka_destroy(client)
            throw error
        }
        bootstrapServers = port.map { "localhost:\($0)" } ?? servers
        try await createTopics(topics)
    }

    deinit {
        shutdown()
    }

    /// In answers of version 4 and above of the mock cluster, kafka-python finds no offsets where a topic has several
    /// partitions.
    private static func limitVersions(of cluster: OpaquePointer) {
        rd_kafka_mock_set_apiversion(cluster, Request.listOffsets.rawValue, 0, 3)
    }

    /// Creates topics with these numbers of partitions.
    public func createTopics(_ topics: [String: Int]) async throws(KafkaError) {
        // Together, because each waits for the mock cluster's thread, which looks up once a second at worst.
        let results = await withTaskGroup(of: (String, rd_kafka_resp_err_t).self) { group in
            for (topic, partitions) in topics {
                group.addTask { [self] in
                    let result = await withCluster { rd_kafka_mock_topic_create($0, topic, Int32(partitions), 1) }
                    return (topic, result)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (topic, result) in results where result != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw KafkaError(result, of: topic, servers: bootstrapServers)
        }
    }

    /// Ends it, with all it holds, and does not wait for that: connections close within a second or so. Nothing happens
    /// where it has ended.
    public func shutdown() {
        door?.shutDown()
        guard let cluster = cluster.withLock({ $0.take() }) else { return }
        startThread("kafka broker") {
            cluster.users.wait()
            rd_kafka_mock_cluster_destroy(cluster.pointer)
            rd_kafka_destroy(cluster.client)
        }
    }

    /// Does something with the mock cluster, which may block, on a thread of its own.
    @discardableResult
    func withCluster(
        _ body: @escaping @Sendable (OpaquePointer) -> rd_kafka_resp_err_t
    ) async -> rd_kafka_resp_err_t {
        let cluster = cluster.withLock { cluster in
            cluster?.users.enter()
            return cluster
        }
        guard let cluster else { return RD_KAFKA_RESP_ERR__DESTROY }
        return await withCheckedContinuation { continuation in
            startThread("kafka broker") {
                let result = body(cluster.pointer)
                cluster.users.leave()
                continuation.resume(returning: result)
            }
        }
    }
}
