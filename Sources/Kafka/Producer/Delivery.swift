import CRdkafka
import Synchronization

/// What is to be called at the end of a record's way. librdkafka carries it along, with the record's only copy: what is
/// made by one thread and freed by another is dear.
final class Delivery: Sendable {
    typealias Done = @Sendable (Result<Void, Undelivered>) -> Void

    let done: Done
    /// As it was asked for: a report names the one that was chosen.
    private let partition: Int32?

    /// When its topic was first said to be unknown.
    private let firstRefusal = Mutex<ContinuousClock.Instant?>(nil)

    init(partition: Int32?, done: @escaping Done) {
        self.partition = partition
        self.done = done
    }

    /// Whether the record may be handed over once more, after its topic was said to be unknown.
    func mayBeTriedAgain(at now: ContinuousClock.Instant = .now) -> Bool {
        firstRefusal.withLock { first in
            first = first ?? now
            return first.map { now - $0 < Admin.patience } ?? true
        }
    }

    /// Of the record of a delivery report, with what went wrong where something did.
    static func taken(
        from message: UnsafePointer<rd_kafka_message_t>, of client: ClientHandle
    ) -> (delivery: Delivery, failure: Undelivered?)? {
        guard let opaque = message.pointee._private else { return nil }
        let delivery = Unmanaged<Delivery>.fromOpaque(opaque).takeRetainedValue()
        guard message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else { return (delivery, nil) }
        let record = delivery.record(of: message)
        let error = client.error(message.pointee.err, of: record.subject)
        return (delivery, Undelivered(record: record, error: error))
    }

    private func record(of message: UnsafePointer<rd_kafka_message_t>) -> ProducerRecord {
        var decoder = RecordDecoder()
        let sent = decoder.record(
            UnsafeMutablePointer(mutating: message), of: decoder.topicPartition(of: message.pointee))
        return ProducerRecord(
            topic: sent.topicPartition.topic, partition: partition, key: sent.key, value: sent.value,
            headers: sent.headers)
    }
}

extension ProducerRecord {
    /// What an error is about.
    var subject: String {
        partition.map { "\(TopicPartition(topic: topic, partition: $0))" } ?? topic
    }
}
