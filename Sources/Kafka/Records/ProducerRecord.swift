/// A record to be sent.
public struct ProducerRecord: Sendable, Hashable {
    /// It must exist: no topic comes into being by being written to.
    public var topic: String
    /// Nil lets the partitioner choose: by the key where there is one.
    public var partition: Int32?
    /// Nil is not the same as empty.
    public var key: [UInt8]?
    /// Nil is not the same as empty.
    public var value: [UInt8]?
    /// They arrive in this order.
    public var headers: [Header]

    /// A record for a topic, without a key unless one is given; its time is that of its sending.
    public init(
        topic: String, partition: Int32? = nil, key: [UInt8]? = nil, value: [UInt8]?, headers: [Header] = []
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
    }
}
