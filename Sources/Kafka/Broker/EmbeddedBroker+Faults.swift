import CRdkafka
import Synchronization

/// Faults, for tests of what stands them.
extension EmbeddedBroker {
    /// A request of the Kafka protocol.
    public enum Request: Int16, Sendable {
        /// Records of a producer.
        case produce = 0
        /// Records for a consumer.
        case fetch = 1
        /// The first or next offset of partitions.
        case listOffsets = 2
        /// Brokers and topics.
        case metadata = 3
        /// A group's offsets, to be kept.
        case offsetCommit = 8
        /// A group's offsets, to begin at.
        case offsetFetch = 9
        /// Which broker has a group.
        case findCoordinator = 10
        /// The first half of a rebalance.
        case joinGroup = 11
        /// The sign of life of a member.
        case heartbeat = 12
        /// The second half of a rebalance, which brings the partitions.
        case syncGroup = 14
        /// What an idempotent producer begins with.
        case initProducerID = 22
    }

    /// What a request can be answered with; the raw values are the Kafka protocol's.
    public enum Fault: Int32, Sendable {
        /// Says that there is no such topic, or partition.
        case unknownTopicOrPartition = 3
        /// No answer: the connection is closed.
        case disconnect = -195
        /// Says that replicas did not answer in time; to be tried again.
        case requestTimedOut = 7
        /// Says that another broker leads the partition; to be tried again there.
        case notLeaderForPartition = 6
        /// Refuses a record for its size.
        case recordTooLarge = 10
        /// Says that the group has no coordinator at the moment.
        case coordinatorNotAvailable = 15
        /// Says that too few replicas are in sync; to be tried again.
        case notEnoughReplicas = 19
        /// Says that the group has had a rebalance since.
        case illegalGeneration = 22
        /// Refuses a member with another assignment strategy.
        case inconsistentGroupProtocol = 23
        /// Says that the group knows no such member any more.
        case unknownMember = 25
        /// Says that members are joining; to be joined with them.
        case rebalanceInProgress = 27
        /// Refuses for want of a right on the topic.
        case topicAuthorizationFailed = 29
        /// Refuses for want of a right on the group.
        case groupAuthorizationFailed = 30
        /// Refuses for want of a right on the cluster.
        case clusterAuthorizationFailed = 31
        /// Says that another member has the same instance id.
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
