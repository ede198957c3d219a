import CRdkafka

/// How many records a topic has had so far: what is acknowledged is counted without being read.
final class Watermarks {
    private let client: OpaquePointer
    private let topic: String
    private let partitions: Int32

    init(_ servers: String, topic: String, partitions: Int) throws {
        let conf = rd_kafka_conf_new()
        rd_kafka_conf_set(conf, "bootstrap.servers", servers, nil, 0)
        guard let client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, nil, 0) else { throw Trouble("no client") }
        self.client = client
        self.topic = topic
        self.partitions = Int32(partitions)
    }

    deinit { rd_kafka_destroy(client) }

    func count() throws -> Int {
        // One question for all: asked often, it must not take much from what is measured.
        let list = rd_kafka_topic_partition_list_new(partitions)
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for partition in 0..<partitions {
            rd_kafka_topic_partition_list_add(list, topic, partition).pointee.offset = Int64(RD_KAFKA_OFFSET_END)
        }
        let error = rd_kafka_offsets_for_times(client, list, 5_000)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let list else {
            throw Trouble("\(topic): \(String(cString: rd_kafka_err2str(error)))")
        }
        return (0..<Int(partitions)).reduce(0) { $0 + Int(max(0, list.pointee.elems[$1].offset)) }
    }

    /// Waits for `count` records and returns when the first and the last of them were seen.
    func wait(for count: Int, seconds: Double = 300) async throws -> (
        first: ContinuousClock.Instant, last: ContinuousClock.Instant
    ) {
        let end = ContinuousClock.now + .seconds(seconds)
        var first: ContinuousClock.Instant?
        while true {
            let seen = try self.count()
            let now = ContinuousClock.now
            if seen > 0, first == nil { first = now }
            if seen >= count { return (first ?? now, now) }
            guard now < end else { throw Trouble("\(topic) has \(seen) of \(count) records after \(seconds) s") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
