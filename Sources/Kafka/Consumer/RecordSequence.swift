/// The records of a consumer or a reader, one by one; ends when taking is stopped.
///
/// For simple use: each record is a wait of its own, some 50 µs. `take(upTo:)` has no such cost.
public struct RecordSequence: AsyncSequence, Sendable {
    public typealias Element = ConsumerRecord
    public typealias Failure = KafkaError

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let take: @Sendable () async throws(KafkaError) -> ConsumerRecord?

        public mutating func next() async throws(KafkaError) -> ConsumerRecord? {
            try await take()
        }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(KafkaError) -> ConsumerRecord? {
            try await take()
        }
    }

    private let take: @Sendable () async throws(KafkaError) -> ConsumerRecord?

    /// - Parameter take: Waits for the next record; nil at the end.
    init(_ take: @escaping @Sendable () async throws(KafkaError) -> ConsumerRecord?) {
        self.take = take
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(take: take)
    }
}
