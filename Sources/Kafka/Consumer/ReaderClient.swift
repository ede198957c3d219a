import CRdkafka
import Synchronization

/// A topic reader's client, its polling thread and the partitions it reads.
final class ReaderClient: Sendable {
    let records: RecordQueue
    /// When the last of the brokers was lost, last.
    let outage = Mutex<ContinuousClock.Instant?>(nil)
    /// Of each partition, at the start.
    let extent: [Int32: Range<Int64>]
    /// The offset that is read first of each partition.
    let begins: [Int32: Int64]
    /// The next offset of each partition, as of the last fetch.
    let ends: Mutex<[Int32: Int64]>
    private let endsAskedAt = Mutex(ContinuousClock.now)
    private let client: ClientHandle
    private let events: QueueHandle
    private let thread = PollingThread()
    private let topic: TopicHandle
    private let visitors = Visitors()
    private let name: String
    /// What is to be read yet of what each partition had at the start; nil where reading goes on after it.
    private let rest: Mutex<[Int32: Range<Int64>]?>

    private static let defaults =
        [
            ("enable.auto.commit", "false"), ("auto.commit.enable", "false"), ("enable.auto.offset.store", "false"),
            ("auto.offset.reset", "earliest"), ("reconnect.backoff.max.ms", "1000"),
        ] + Prefetch.fast

    /// Blocks until it is known where to begin.
    init(
        _ configuration: ClientConfiguration, topic name: String, from start: TopicReader.Start, stopsAtEnd: Bool
    ) throws(KafkaError) {
        // The end of a partition may be no record: a transaction's mark, or one that compaction removed.
        let eof = stopsAtEnd ? [("enable.partition.eof", "true")] : []
        client = try ClientHandle(RD_KAFKA_CONSUMER, configuration, defaults: Self.defaults + eof)
        self.name = name
        let complaints = Complaints()
        client.call(ClientCallbacks(failed: { error, _ in complaints.note(error) }))
        let offsets: [Int32: Range<Int64>]
        let begins: [Int32: Int64]
        do throws(KafkaError) {
            topic = try TopicHandle(name, of: client)
            offsets = try topic.offsets(complaints: complaints)
            begins = try start.begins(in: offsets, of: topic, complaints: complaints)
        } catch {
            client.destroy()
            throw error
        }
        extent = offsets
        self.begins = begins
        ends = Mutex(offsets.mapValues(\.upperBound))
        rest = Mutex(
            stopsAtEnd ? offsets.filter { partition, range in begins[partition] ?? 0 < range.upperBound } : nil)
        events = QueueHandle(rd_kafka_queue_get_main(client.pointer), wakeup: thread.wakeup)
        records = RecordQueue(client, wakeup: thread.wakeup)
        // These keep it alive until the thread has ended the client.
        client.call(
            ClientCallbacks(failed: { error, isOutage in
                if isOutage { self.outage.withLock { $0 = .now } }
                self.records.note(error, isOutage: isOutage)
            }))
        for (partition, offset) in begins {
            if rd_kafka_consume_start_queue(topic.pointer, partition, offset, records.destination) != 0 {
                records.fail(client.error(rd_kafka_last_error(), of: name))
            }
        }
        thread.start(
            name: "kafka reader",
            poll: {
                rd_kafka_poll(self.client.pointer, 0)
                self.serve()
                self.noteEnds()
            }, end: { _ in self.end(offsets.keys) })
    }

    private func serve() {
        records.serve { partition, message in isWanted(message, of: partition.partition) }
        if rest.withLock({ $0?.isEmpty ?? false }) { records.stop() }
    }

    /// What is known of the ends without asking the broker, once a second.
    private func noteEnds() {
        let isDue = endsAskedAt.withLock { last in
            guard last.duration(to: .now) >= .seconds(1) else { return false }
            last = .now
            return true
        }
        guard isDue else { return }
        for partition in extent.keys {
            var (low, high): (Int64, Int64) = (0, 0)
            let result = rd_kafka_get_watermark_offsets(client.pointer, name, partition, &low, &high)
            guard result == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { continue }
            ends.withLock { $0[partition] = high }
        }
    }

    /// False for what came into a partition after the start, where reading is to stop there.
    private func isWanted(_ message: rd_kafka_message_t, of partition: Int32) -> Bool {
        rest.withLock { rest in
            guard rest != nil else { return true }
            guard let range = rest?[partition] else { return false }
            let isEnd = message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF
            let isRecord = message.err == RD_KAFKA_RESP_ERR_NO_ERROR
            if isEnd || isRecord && message.offset >= range.upperBound - 1 { rest?[partition] = nil }
            return !isRecord || message.offset < range.upperBound
        }
    }

    /// Whether a broker answers within `limit`; false once the reader is closed.
    func isAnswered(within limit: Duration) async -> Bool {
        guard visitors.enter() else { return false }
        return await withCheckedContinuation { continuation in
            startThread("kafka question") { [client, visitors] in
                let isAnswered = client.brokers(within: limit) != nil
                visitors.leave()
                continuation.resume(returning: isAnswered)
            }
        }
    }

    func requestClose() {
        records.stop()
        thread.requestClose()
    }

    func close(within limit: Duration) async {
        records.stop()
        _ = await thread.close(within: limit)
    }

    private func end(_ partitions: some Sequence<Int32>) {
        records.stop()
        for partition in partitions { rd_kafka_consume_stop(topic.pointer, partition) }
        visitors.end()
        records.destroy()
        events.destroy()
        topic.destroy()
        client.destroy()
    }
}

extension TopicReader.Start {
    /// Where to begin with each partition of a topic that has these offsets. Blocks where the broker is to be asked.
    fileprivate func begins(
        in offsets: [Int32: Range<Int64>], of topic: TopicHandle, complaints: Complaints
    ) throws(KafkaError) -> [Int32: Int64] {
        if case .time(let date) = self { return try topic.offsets(from: date, in: offsets, complaints: complaints) }
        return Dictionary(uniqueKeysWithValues: offsets.map { ($0, offset(of: $0, in: $1)) })
    }

    private func offset(of partition: Int32, in range: Range<Int64>) -> Int64 {
        switch self {
        case .beginning, .time: range.lowerBound
        case .end: range.upperBound
        case .last(let count): max(range.lowerBound, range.upperBound - Int64(count))
        case .offsets(let offsets):
            offsets[partition].flatMap { (range.lowerBound...range.upperBound).contains($0) ? $0 : nil }
                ?? range.lowerBound
        }
    }
}
