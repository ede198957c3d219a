/// A record as it came from a partition.
public struct ConsumerRecord: Sendable, Hashable {
    public var topicPartition: TopicPartition
    public var offset: Int64
    /// Milliseconds since 1970; -1 where the broker has none.
    public var timestamp: Int64
    /// Nil is not the same as empty.
    public var key: [UInt8]?
    /// Nil is not the same as empty.
    public var value: [UInt8]?
    public var headers: [Header]

    public init(
        topicPartition: TopicPartition, offset: Int64, timestamp: Int64, key: [UInt8]?, value: [UInt8]?,
        headers: [Header]
    ) {
        self.topicPartition = topicPartition
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }
}
