/// A consumer group, as its coordinator sees it.
public struct GroupDescription: Sendable, Hashable {
    /// One consumer of the group.
    public struct Member: Sendable, Hashable {
        /// The `client.id` that it gave itself.
        public var clientID: String
        /// Where it connects from, as the broker sees it.
        public var host: String
        /// Nil for one that is no static member.
        public var instanceID: String?
        /// What is assigned to it, sorted.
        public var partitions: [TopicPartition]

        /// A member as a test makes it up, or as a broker tells.
        public init(clientID: String, host: String, instanceID: String?, partitions: [TopicPartition]) {
            self.clientID = clientID
            self.host = host
            self.instanceID = instanceID
            self.partitions = partitions
        }
    }

    /// Where it is between two rebalances.
    public enum State: String, Sendable, Hashable {
        /// Its members have been told to join anew.
        case preparingRebalance = "PreparingRebalance"
        /// All have joined, and wait to hear what is theirs.
        case completingRebalance = "CompletingRebalance"
        /// Each member has its partitions.
        case stable = "Stable"
        /// It has offsets, and nobody is in it.
        case empty = "Empty"
        /// There is no such group, or none any more.
        case dead = "Dead"
        /// A state that librdkafka does not know.
        case unknown = "Unknown"
    }

    /// Where it was when the broker answered.
    public var state: State
    /// By which its members share the partitions, such as `range`; empty where it has none.
    public var assignmentStrategy: String
    /// None while the group is being rebalanced, of some brokers.
    public var members: [Member]

    /// A group as a test makes it up, or as a broker tells.
    public init(state: State, assignmentStrategy: String, members: [Member]) {
        self.state = state
        self.assignmentStrategy = assignmentStrategy
        self.members = members
    }
}
