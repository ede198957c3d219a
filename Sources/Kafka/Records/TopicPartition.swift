/// One partition of a topic. Sorted by topic, then by number.
public struct TopicPartition: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name of the topic.
    public var topic: String
    /// Counted from 0.
    public var partition: Int32

    /// A partition, which need not exist.
    public init(topic: String, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    /// By topic first, then by number.
    public static func < (left: TopicPartition, right: TopicPartition) -> Bool {
        (left.topic, left.partition) < (right.topic, right.partition)
    }

    /// Such as `orders[3]`.
    public var description: String { "\(topic)[\(partition)]" }
}
