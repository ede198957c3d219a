/// The records of a consumer or a reader, one by one; ends when taking is stopped.
///
/// For simple use: each record is a wait of its own, some 50 µs. `take(upTo:)` has no such cost.
public struct RecordSequence: AsyncSequence, Sendable {
    /// Records, in order within each partition.
    public typealias Element = ConsumerRecord
    /// What waiting cannot cure.
    public typealias Failure = KafkaError

    /// Takes records from the consumer or reader; several share what comes.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let take: @Sendable () async throws(KafkaError) -> ConsumerRecord?

        /// Waits for the next record; nil when taking was stopped, and to a task that is cancelled.
        public mutating func next() async throws(KafkaError) -> ConsumerRecord? {
            try await take()
        }

        /// The same, whatever actor it is called on.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(KafkaError) -> ConsumerRecord? {
            try await take()
        }
    }

    private let take: @Sendable () async throws(KafkaError) -> ConsumerRecord?

    /// - Parameter take: Waits for the next record; nil at the end.
    init(_ take: @escaping @Sendable () async throws(KafkaError) -> ConsumerRecord?) {
        self.take = take
    }

    /// An iterator that takes from now on.
    public func makeAsyncIterator() -> Iterator {
        Iterator(take: take)
    }
}
