/// Leave to do something with a part of a cluster, as Kafka's access control lists grant it.
public struct Right: Sendable, Hashable, CustomStringConvertible {
    /// What may be done; the raw values are librdkafka's.
    public enum Operation: Int32, Sendable, Hashable {
        /// To fetch records of a topic; to join a group and commit its offsets.
        case read = 3
        /// To produce to a topic.
        case write = 4
        /// To create a topic.
        case create = 5
        /// To delete a topic, its records, or a group.
        case delete = 6
        /// To add partitions, or to change access control lists.
        case alter = 7
        /// To see that it is there; implied by the others.
        case describe = 8
        /// What brokers do among themselves.
        case clusterAction = 9
        /// To see the settings of a topic or a broker.
        case describeConfigs = 10
        /// To change them.
        case alterConfigs = 11
        /// To produce idempotently; since Kafka 2.8 whoever may write to some topic may do so.
        case idempotentWrite = 12
    }

    /// What it is done with.
    public enum Resource: Sendable, Hashable {
        /// A topic, by its name.
        case topic(String)
        /// A consumer group, by its name.
        case group(String)
        /// The cluster as a whole.
        case cluster
    }

    /// What may be done.
    public var operation: Operation
    /// With what it may be done.
    public var resource: Resource

    /// A right as one needs it, whether it is granted or not.
    public init(_ operation: Operation, on resource: Resource) {
        self.operation = operation
        self.resource = resource
    }

    /// Such as `Write on the topic replies`.
    public var description: String { "\(operation) on \(resource)" }
}

extension Right.Operation: CustomStringConvertible {
    /// As `kafka-acls.sh` takes it, such as `DescribeConfigs`.
    public var description: String {
        switch self {
        case .read: "Read"
        case .write: "Write"
        case .create: "Create"
        case .delete: "Delete"
        case .alter: "Alter"
        case .describe: "Describe"
        case .clusterAction: "ClusterAction"
        case .describeConfigs: "DescribeConfigs"
        case .alterConfigs: "AlterConfigs"
        case .idempotentWrite: "IdempotentWrite"
        }
    }
}

extension Right.Resource: CustomStringConvertible {
    /// Such as `the topic replies`.
    public var description: String {
        switch self {
        case .topic(let name): "the topic \(name)"
        case .group(let name): "the group \(name)"
        case .cluster: "the cluster"
        }
    }
}
