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
        let partitions = 0..<(try partitions(by: deadline, complaints))
        let low = try offsets(at: Int64(RD_KAFKA_OFFSET_BEGINNING), of: partitions, by: deadline, complaints)
        let high = try offsets(at: Int64(RD_KAFKA_OFFSET_END), of: partitions, by: deadline, complaints)
        return Dictionary(
            uniqueKeysWithValues: partitions.map { partition in
                let first = low[partition] ?? 0
                return (partition, first..<max(first, high[partition] ?? 0))
            })
    }

    /// The offset of the first record of each partition that has this time or a later one; the next one where there is none.
    /// Blocks.
    func offsets(
        from date: Date, in present: [Int32: Range<Int64>], complaints: Complaints
    ) throws(KafkaError) -> [Int32: Int64] {
        let time = Int64(max(0, date.timeIntervalSince1970) * 1_000)
        let found = try offsets(at: time, of: present.keys, by: .now + Admin.patience, complaints)
        return present.mapValues(\.upperBound).merging(found) { $1 }
    }

    /// The offset of each partition at a time, in milliseconds, or at its beginning or end; none where there is nothing from
    /// that time on.
    ///
    /// Not `rd_kafka_query_watermark_offsets`: 2.0.2 takes an error of one of its two questions for an empty partition where
    /// the other is answered right behind it.
    private func offsets(
        at time: Int64, of partitions: some Collection<Int32>, by deadline: ContinuousClock.Instant,
        _ complaints: Complaints
    ) throws(KafkaError) -> [Int32: Int64] {
        let list = PartitionList(capacity: partitions.count)
        for partition in partitions { list.add(TopicPartition(topic: name, partition: partition)) }
        try ask(by: deadline, complaints) { limit in
            // The place of the offset holds the time, and then the answer: also one that is of no use.
            for partition in partitions {
                rd_kafka_topic_partition_list_set_offset(list.pointer, name, partition, time)
            }
            let result = rd_kafka_offsets_for_times(client.pointer, list.pointer, limit)
            guard result == RD_KAFKA_RESP_ERR_NO_ERROR else { return result }
            let errors = list.pointer.elements.map(\.err)
            return errors.first { $0 != RD_KAFKA_RESP_ERR_NO_ERROR } ?? RD_KAFKA_RESP_ERR_NO_ERROR
        }
        var offsets: [Int32: Int64] = [:]
        for entry in list.pointer.elements where entry.offset >= 0 { offsets[entry.partition] = entry.offset }
        return offsets
    }

    private func partitions(by deadline: ContinuousClock.Instant, _ complaints: Complaints) throws(KafkaError) -> Int32
    {
        var count: Int32 = 0
        try ask(by: deadline, complaints) { limit in
            var metadata: UnsafePointer<rd_kafka_metadata>?
            let result = rd_kafka_metadata(client.pointer, 0, pointer, &metadata, limit)
            defer { if let metadata { rd_kafka_metadata_destroy(metadata) } }
            guard result == RD_KAFKA_RESP_ERR_NO_ERROR else { return result }
            guard let topic = metadata?.topics.first else { return RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART }
            count = topic.partition_cnt
            let isThere = topic.err != RD_KAFKA_RESP_ERR_NO_ERROR || count > 0
            return isThere ? topic.err : RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE
        }
        return count
    }

    /// Asks until there is an answer, or an error that does not pass: a topic that was created a moment ago may have no leader
    /// yet, or be unknown to the broker that is asked, be it for its offsets.
    ///
    /// - Parameter question: Is told how many milliseconds it may take.
    private func ask(
        by deadline: ContinuousClock.Instant, _ complaints: Complaints,
        _ question: (_ milliseconds: Int32) -> rd_kafka_resp_err_t
    ) throws(KafkaError) {
        while true {
            let result = question(max(1, (deadline - .now).milliseconds))
            guard result != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
            let error = complaints.first(else: client.error(result, of: name), polling: client)
            guard error.isRetriable || error.code == .unknownTopic, deadline > .now else { throw error }
            rd_kafka_poll(client.pointer, 100)
        }
    }
}
