/// A record that the broker did not acknowledge, and why.
public struct Undelivered: Error, Sendable, Hashable, CustomStringConvertible {
    /// As it was handed over, to be tried again with.
    public var record: ProducerRecord
    /// Retriable where the broker was away for too long.
    public var error: KafkaError

    /// A record with the reason that it did not arrive.
    public init(record: ProducerRecord, error: KafkaError) {
        self.record = record
        self.error = error
    }

    /// The error's sentence.
    public var description: String { error.description }
}
