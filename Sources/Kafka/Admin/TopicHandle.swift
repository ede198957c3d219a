import CRdkafka
import Foundation

/// A topic as librdkafka's older functions take it. Its owner frees it with `destroy()`.
///
/// `@unchecked`, because INTRODUCTION.md of librdkafka promises: "The API is completely thread-safe and the calling
/// application may call any of the API functions from any of its own threads at any time."
final class TopicHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let client: ClientHandle
    private let name: String

    init(_ name: String, of client: ClientHandle) throws(KafkaError) {
        guard let pointer = rd_kafka_topic_new(client.pointer, name, nil) else {
            throw client.error(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, of: name)
        }
        self.pointer = pointer
        self.client = client
        self.name = name
    }

    func destroy() {
        rd_kafka_topic_destroy(pointer)
    }

    /// The oldest offset that each partition has, and the next that it will get. Blocks.
    func offsets(complaints: Complaints) throws(KafkaError) -> [Int32: Range<Int64>] {
        let deadline = ContinuousClock.now + Admin.patience
        var offsets: [Int32: Range<Int64>] = [:]
        for partition in 0..<(try partitions(by: deadline, complaints)) {
            var (low, high): (Int64, Int64) = (0, 0)
            let result = rd_kafka_query_watermark_offsets(
                client.pointer, name, partition, &low, &high, (deadline - .now).milliseconds)
            guard result == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw complaints.first(else: client.error(result, of: name), polling: client)
            }
            offsets[partition] = low..<max(low, high)
        }
        return offsets
    }

    /// The offset of the first record of each partition that has this time or a later one; the next one where there is none.
    /// Blocks.
    func offsets(
        from date: Date, in present: [Int32: Range<Int64>], complaints: Complaints
    ) throws(KafkaError) -> [Int32: Int64] {
        // The place of the offset holds the time, in milliseconds, which the answer takes.
        let time = Int64(max(0, date.timeIntervalSince1970) * 1_000)
        let list = PartitionList(capacity: present.count)
        for partition in present.keys { list.add(TopicPartition(topic: name, partition: partition), offset: time) }
        let result = rd_kafka_offsets_for_times(client.pointer, list.pointer, Admin.patience.milliseconds)
        guard result == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw complaints.first(else: client.error(result, of: name), polling: client)
        }
        var offsets = present.mapValues(\.upperBound)
        for entry in list.pointer.elements where entry.err == RD_KAFKA_RESP_ERR_NO_ERROR && entry.offset >= 0 {
            offsets[entry.partition] = entry.offset
        }
        return offsets
    }

    private func partitions(by deadline: ContinuousClock.Instant, _ complaints: Complaints) throws(KafkaError) -> Int32
    {
        while true {
            var metadata: UnsafePointer<rd_kafka_metadata>?
            var result = rd_kafka_metadata(client.pointer, 0, pointer, &metadata, (deadline - .now).milliseconds)
            defer { if let metadata { rd_kafka_metadata_destroy(metadata) } }
            if result == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata, metadata.pointee.topic_cnt > 0 {
                let topic = metadata.pointee.topics[0]
                if topic.err == RD_KAFKA_RESP_ERR_NO_ERROR, topic.partition_cnt > 0 { return topic.partition_cnt }
                result = topic.err
            }
            let error = complaints.first(else: client.error(result, of: name), polling: client)
            // A topic that was created a moment ago may have no leader yet, or be unknown to the broker that was asked.
            guard error.isRetriable || error.code == .unknownTopic, deadline > .now else { throw error }
            rd_kafka_poll(client.pointer, 100)
        }
    }
}
