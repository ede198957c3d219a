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
        try (0..<partitions).reduce(0) { sum, partition in
            var (low, high): (Int64, Int64) = (0, 0)
            let error = rd_kafka_query_watermark_offsets(client, topic, partition, &low, &high, 5_000)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw Trouble("\(topic): \(String(cString: rd_kafka_err2str(error)))")
            }
            return sum + Int(high)
        }
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
