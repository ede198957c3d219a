import CRdkafka

/// A record on its way, with what is to be called at its end. librdkafka carries it along.
final class Delivery: Sendable {
    let record: ProducerRecord
    let done: @Sendable (Result<Void, KafkaError>) -> Void

    init(_ record: ProducerRecord, done: @escaping @Sendable (Result<Void, KafkaError>) -> Void) {
        self.record = record
        self.done = done
    }

    /// What an error is about.
    var subject: String {
        record.partition.map { "\(TopicPartition(topic: record.topic, partition: $0))" } ?? record.topic
    }

    /// Calls for the record of a delivery report.
    static func report(_ message: UnsafePointer<rd_kafka_message_t>, of client: ClientHandle) {
        guard let opaque = message.pointee._private else { return }
        let delivery = Unmanaged<Delivery>.fromOpaque(opaque).takeRetainedValue()
        guard message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else { return delivery.done(.success(())) }
        delivery.done(.failure(client.error(message.pointee.err, of: delivery.subject)))
    }
}
