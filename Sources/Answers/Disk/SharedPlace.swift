/// A topic on which answers are shared, and the cluster that has it: the same name elsewhere is another topic.
public struct SharedTopic: Hashable, Sendable {
    /// The cluster's own id.
    public var cluster: String
    /// The topic's name within the cluster.
    public var name: String

    /// A topic, which need not exist.
    public init(cluster: String, name: String) {
        self.cluster = cluster
        self.name = name
    }
}

/// A partition of such a topic.
public struct SharedPlace: Hashable, Sendable {
    /// On which cluster, too.
    public var topic: SharedTopic
    /// Counted from 0.
    public var partition: Int32

    /// A place whose offset can be remembered.
    public init(topic: SharedTopic, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }
}
