/// A cluster and its topics, as one of its brokers sees them.
public struct ClusterDescription: Sendable, Hashable {
    /// Who has a partition.
    public struct Partition: Sendable, Hashable {
        /// The broker that is written to and read from; nil while there is none.
        public var leader: Int32?
        /// The brokers that are to have it.
        public var replicas: [Int32]
        /// Those of them that have all of it.
        public var inSyncReplicas: [Int32]

        /// A partition as a test makes it up, or as a broker tells.
        public init(leader: Int32?, replicas: [Int32], inSyncReplicas: [Int32]) {
            self.leader = leader
            self.replicas = replicas
            self.inSyncReplicas = inSyncReplicas
        }
    }

    /// The cluster's own id.
    public var id: String
    /// Whether it is an embedded broker, of this process or another: it has no administration.
    public var isEmbedded: Bool
    /// `host:port` of each broker that is up, by its number.
    public var brokers: [Int32: String]
    /// The partitions, in their order, of each topic that this client may see.
    public var topics: [String: [Partition]]

    /// A cluster as a test makes it up, or as a broker tells.
    public init(id: String, isEmbedded: Bool, brokers: [Int32: String], topics: [String: [Partition]]) {
        self.id = id
        self.isEmbedded = isEmbedded
        self.brokers = brokers
        self.topics = topics
    }
}
