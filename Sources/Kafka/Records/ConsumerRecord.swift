/// A record as it came from a partition.
public struct ConsumerRecord: Sendable, Hashable {
    /// Where it came from.
    public var topicPartition: TopicPartition
    /// Its place in the partition; what is to be stored once it is done is the next one.
    public var offset: Int64
    /// Milliseconds since 1970; -1 where the broker has none.
    public var timestamp: Int64
    /// Nil is not the same as empty.
    public var key: [UInt8]?
    /// Nil is not the same as empty.
    public var value: [UInt8]?
    /// In the order they were sent.
    public var headers: [Header]

    /// A record as a test makes it up.
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
