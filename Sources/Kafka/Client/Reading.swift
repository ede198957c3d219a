import CRdkafka

/// A topic reader's client, its polling thread and the partitions it reads.
final class Reading: Sendable {
    let records: RecordQueue
    private let client: ClientHandle
    private let events: QueueHandle
    private let thread = PollingThread()
    private let topic: TopicHandle

    private static let defaults = [
        ("enable.auto.commit", "false"), ("auto.commit.enable", "false"), ("enable.auto.offset.store", "false"),
        ("auto.offset.reset", "earliest"), ("queued.max.messages.kbytes", "16384"),
        ("reconnect.backoff.max.ms", "1000"),
    ]

    /// Blocks until it is known where to begin.
    init(_ configuration: ClientConfiguration, topic name: String, from start: TopicReader.Start) throws(KafkaError) {
        client = try ClientHandle(RD_KAFKA_CONSUMER, configuration, defaults: Self.defaults)
        let complaints = Complaints()
        client.call(ClientCallbacks(failed: { error, _ in complaints.note(error) }))
        let offsets: [Int32: Int64]
        do throws(KafkaError) {
            topic = try TopicHandle(name, of: client)
            offsets = try topic.offsets(from: start, complaints: complaints)
        } catch {
            client.destroy()
            throw error
        }
        events = QueueHandle(rd_kafka_queue_get_main(client.pointer), wakeup: thread.wakeup)
        records = RecordQueue(client, wakeup: thread.wakeup)
        // These keep it alive until the thread has ended the client.
        client.call(ClientCallbacks(failed: { self.records.note($0, isOutage: $1) }))
        for (partition, offset) in offsets {
            if rd_kafka_consume_start_queue(topic.pointer, partition, offset, records.destination) != 0 {
                records.fail(client.error(rd_kafka_last_error(), of: name))
            }
        }
        thread.start(
            name: "kafka reader",
            poll: {
                rd_kafka_poll(self.client.pointer, 0)
                self.records.serve { _ in true }
            }, end: { _ in self.end(offsets.keys) })
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
        records.destroy()
        events.destroy()
        topic.destroy()
        client.destroy()
    }
}
