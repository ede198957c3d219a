import Foundation

/// Reads all partitions of one topic, as a group of its own that nobody else is in and that remembers nothing.
public final class TopicReader: Sendable {
    /// Where to begin.
    public enum Start: Sendable, Hashable {
        /// The oldest record that the broker has.
        case beginning
        /// What is sent after the reader is made.
        case end
        /// The next offset of each partition, the oldest record where none is said. An offset that the partition does not
        /// have any more, or not yet, as where the topic was made anew, stands for the oldest record too.
        case offsets([Int32: Int64])
        /// So many records before the end of each partition, or all where it has fewer.
        case last(Int)
        /// The first record of each partition that has this time or a later one.
        case time(Date)
    }

    private let client: ReaderClient

    /// Begins to read. With `.end`, what is sent after this returns will be read.
    ///
    /// Partitions that the topic gets later are not read.
    ///
    /// - Parameters:
    ///   - configuration: How to reach the cluster.
    ///   - topic: One that is there, or was created a moment ago.
    ///   - start: Where to begin in each partition.
    ///   - stopsAtEnd: Whether taking stops by itself after what the topic had when the reader was made.
    /// - Throws: `.unknownTopic`, `.authorization`, `.authentication`, `.configuration`; `.unreachable` or `.timedOut`,
    ///   which are retriable, after some seconds.
    public init(
        _ configuration: ClientConfiguration, topic: String, from start: Start, stopsAtEnd: Bool = false
    ) async throws(KafkaError) {
        client = try await onThread("kafka reader") { () throws(KafkaError) in
            try ReaderClient(configuration, topic: topic, from: start, stopsAtEnd: stopsAtEnd)
        }
    }

    deinit {
        client.requestClose()
    }

    /// The oldest offset that each partition had when the reader was made, and the next one that it would get.
    public var extent: [Int32: Range<Int64>] { client.extent }

    /// The offset at which reading each partition began.
    public var begins: [Int32: Int64] { client.begins }

    /// The next offset that each partition will get, as far as is known: as of the last fetch, and a second.
    public var ends: [Int32: Int64] { client.ends.withLock { $0 } }

    /// Waits for at least one record and returns up to `limit` (at least 1), in order within each partition.
    ///
    /// - Returns: Nil once taking was stopped, and to a task that is cancelled.
    /// - Throws: What waiting cannot cure, such as `.authorization` or `.authentication`; from then on always.
    public func take(upTo limit: Int) async throws(KafkaError) -> [ConsumerRecord]? {
        try await client.records.take(upTo: limit)
    }

    /// The records one by one.
    public var records: RecordSequence {
        RecordSequence { [client] () throws(KafkaError) in try await client.records.take(upTo: 1)?.first }
    }

    /// When the connection to the last broker that there was got lost, last; nil where that never happened. librdkafka
    /// says so once, and does not say when a broker is back: `Admin.partitions(of:using:)` asks.
    public var lastOutage: ContinuousClock.Instant? { client.outage.withLock { $0 } }

    /// Whether a broker answers within `limit`, or to a second question within a third of that: connections alone say
    /// nothing. False once this is closed.
    public func isAnswered(within limit: Duration) async -> Bool {
        await client.isAnswered(within: limit)
    }

    /// Ends the taking for good: whoever waits in `take`, or comes to it, gets nil.
    public func stopTaking() {
        client.records.stop()
    }

    /// Stops reading and disconnects. Returns when that is done, or after `limit`.
    public func close(within limit: Duration) async {
        await client.close(within: limit)
    }
}
