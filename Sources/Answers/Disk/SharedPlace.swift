/// A topic on which answers are shared, and the cluster that has it: the same name elsewhere is another topic.
public struct SharedTopic: Hashable, Sendable {
    /// The cluster's own id.
    public var cluster: String
    public var name: String

    public init(cluster: String, name: String) {
        self.cluster = cluster
        self.name = name
    }
}

/// A partition of such a topic.
public struct SharedPlace: Hashable, Sendable {
    public var topic: SharedTopic
    public var partition: Int32

    public init(topic: SharedTopic, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }
}
