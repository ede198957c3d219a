/// A record that the broker did not acknowledge, and why.
public struct Undelivered: Error, Sendable, Hashable, CustomStringConvertible {
    public var record: ProducerRecord
    public var error: KafkaError

    public init(record: ProducerRecord, error: KafkaError) {
        self.record = record
        self.error = error
    }

    public var description: String { error.description }
}
