import CRdkafka

/// How much librdkafka fetches ahead of those who take.
///
/// The bound is one of bytes, of values alone, and of 100,000 records where those are small. Where it is met, librdkafka
/// fetches nothing for a second, unless it is told of another span, which it can be from 2.2 on: below, the bound is the
/// most that can be taken in a second.
enum Prefetch {
    /// For those who take what they can use at once, and hold little meanwhile.
    static let small = properties(mebibytes: 16)
    /// For those who take as much as there is.
    static let fast = properties(mebibytes: hasBackoff ? 16 : 64)

    private static let hasBackoff = rd_kafka_version() >= 0x02_02_00_00

    private static func properties(mebibytes: Int) -> [(String, String)] {
        [("queued.min.messages", "100000"), ("queued.max.messages.kbytes", "\(mebibytes * 1_024)")]
            + (hasBackoff ? [("fetch.queue.backoff.ms", "50")] : [])
    }
}
