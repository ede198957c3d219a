import CRdkafka
import Synchronization

/// Faults, for tests of what stands them.
extension EmbeddedBroker {
    /// A request of the Kafka protocol.
    public enum Request: Int16, Sendable {
        case produce = 0
        case fetch = 1
        case listOffsets = 2
        case metadata = 3
        case offsetCommit = 8
        case offsetFetch = 9
        case findCoordinator = 10
        case joinGroup = 11
        case heartbeat = 12
        case syncGroup = 14
        case initProducerID = 22
    }

    /// What a request can be answered with; the raw values are the Kafka protocol's.
    public enum Fault: Int32, Sendable {
        case unknownTopicOrPartition = 3
        /// No answer: the connection is closed.
        case disconnect = -195
        case requestTimedOut = 7
        case notLeaderForPartition = 6
        case recordTooLarge = 10
        case coordinatorNotAvailable = 15
        case notEnoughReplicas = 19
        case illegalGeneration = 22
        case inconsistentGroupProtocol = 23
        case unknownMember = 25
        case rebalanceInProgress = 27
        case topicAuthorizationFailed = 29
        case groupAuthorizationFailed = 30
        case clusterAuthorizationFailed = 31
        case fencedInstance = 82
    }

    /// Answers the next requests of a kind with these faults, one each.
    public func fail(_ request: Request, with faults: [Fault]) async {
        await withCluster { cluster in
            let errors = faults.map { rd_kafka_resp_err_t($0.rawValue) }
            rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, errors.count, errors)
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }

    /// Answers questions for the metadata of a topic with a fault; nil ends that. Creates the topic where it is missing.
    public func fail(topic: String, with fault: Fault?) async {
        await withCluster { cluster in
            rd_kafka_mock_topic_set_error(cluster, topic, rd_kafka_resp_err_t(fault?.rawValue ?? 0))
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }

    /// Delays every answer.
    public func setRoundTripTime(_ time: Duration) async {
        await withCluster { rd_kafka_mock_broker_set_rtt($0, -1, time.milliseconds) }
    }

    /// Makes another broker, counted from 1, the coordinator of a group.
    public func moveCoordinator(of group: String, to broker: Int) async {
        await withCluster { rd_kafka_mock_coordinator_set($0, "group", group, Int32(broker)) }
    }

    /// Makes another broker, counted from 1, the leader of a partition.
    public func moveLeader(of partition: TopicPartition, to broker: Int) async {
        await withCluster {
            rd_kafka_mock_partition_set_leader($0, partition.topic, partition.partition, Int32(broker))
        }
    }

    /// Closes all connections and takes no new ones. What it holds stays, and so does its port.
    public func goDown() async {
        await withCluster { cluster in
            Self.ports.withLock { _ in rd_kafka_mock_broker_set_down(cluster, -1) }
        }
    }

    /// Takes connections again.
    public func comeUp() async {
        await withCluster { rd_kafka_mock_broker_set_up($0, -1) }
    }

    /// Held while a broker that goes down closes its port and takes it again, at once and without listening.
    ///
    /// Whoever starts programs beside embedded brokers holds it meanwhile. Between its beginning and its own program,
    /// a child process has copies of all that is open here: the port would still be listened on, the mock cluster
    /// could not take it again, and would abort this process.
    public static let ports = Mutex(())
}
