/// The records of a consumer or a reader, one by one; ends when taking is stopped.
///
/// For simple use: each record is a wait of its own, some 50 µs. `take(upTo:)` has no such cost.
public struct RecordSequence: AsyncSequence, Sendable {
    public typealias Element = ConsumerRecord
    public typealias Failure = KafkaError

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let queue: RecordQueue

        public mutating func next() async throws(KafkaError) -> ConsumerRecord? {
            try await queue.take(upTo: 1)?.first
        }

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(KafkaError) -> ConsumerRecord? {
            try await queue.take(upTo: 1)?.first
        }
    }

    let queue: RecordQueue

    public func makeAsyncIterator() -> Iterator {
        Iterator(queue: queue)
    }
}
