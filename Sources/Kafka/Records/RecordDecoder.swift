import CRdkafka
import Glibc

/// Turns librdkafka's messages into records. Records of one partition tend to follow each other, so the last
/// partition is kept and its topic's name not made again.
struct RecordDecoder {
    private var last: TopicPartition?

    mutating func topicPartition(of message: rd_kafka_message_t) -> TopicPartition {
        let name = rd_kafka_topic_name(message.rkt)
        if let last, last.partition == message.partition, let name, last.topic.isEqual(to: name) { return last }
        let partition = TopicPartition(
            topic: name.map { String(cString: $0) } ?? "", partition: message.partition)
        last = partition
        return partition
    }

    func record(_ message: UnsafeMutablePointer<rd_kafka_message_t>, of partition: TopicPartition) -> ConsumerRecord {
        ConsumerRecord(
            topicPartition: partition, offset: message.pointee.offset,
            timestamp: rd_kafka_message_timestamp(message, nil),
            key: bytes(message.pointee.key, message.pointee.key_len),
            value: bytes(message.pointee.payload, message.pointee.len), headers: headers(of: message))
    }

    private func headers(of message: UnsafeMutablePointer<rd_kafka_message_t>) -> [Header] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR else { return [] }
        let count = rd_kafka_header_cnt(list)
        var headers: [Header] = []
        headers.reserveCapacity(count)
        for index in 0..<count {
            var name: UnsafePointer<CChar>?
            var value: UnsafeRawPointer?
            var size = 0
            guard rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name
            else { continue }
            headers.append(Header(name: String(cString: name), value: bytes(value, size)))
        }
        return headers
    }

    private func bytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
        start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) }
    }
}

extension String {
    fileprivate func isEqual(to other: UnsafePointer<CChar>) -> Bool {
        withCString { strcmp($0, other) == 0 }
    }
}
