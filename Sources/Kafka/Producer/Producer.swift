import CRdkafka
import Synchronization

/// Sends records. Each is written once however often it is tried (idempotence), and acknowledged when all in-sync
/// replicas have it.
///
/// A producer that is let go of without `close(within:)` drops what is not acknowledged by then.
public final class Producer: Sendable {
    private let client: ProducerClient

    /// - Throws: `.configuration` for properties that librdkafka does not take.
    public init(_ configuration: ClientConfiguration) throws(KafkaError) {
        client = try ProducerClient(configuration)
    }

    deinit {
        client.requestClose()
    }

    /// Sends a record and returns when it is acknowledged.
    ///
    /// - Throws: What `enqueue` throws and what its `done` is told.
    public func send(_ record: ProducerRecord) async throws(KafkaError) {
        let result: Result<Void, KafkaError> = await withCheckedContinuation { continuation in
            do throws(KafkaError) {
                try enqueue(record) { result in
                    continuation.resume(returning: result.mapError(\.error))
                }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        try result.get()
    }

    /// Hands a record over and does not wait.
    ///
    /// - Parameters:
    ///   - record: Copied at once.
    ///   - done: Called once, on the producer's own thread or at the end of a batch, when the record is acknowledged or
    ///     never will be: with an error that is retriable where the broker was away for too long (`message.timeout.ms`,
    ///     five minutes by default). It must not block. Not called where this throws.
    /// - Throws: `.queueFull`, which is retriable; `.unknownPartition`, `.unknownTopic`, `.recordTooLarge`, `.closed`
    ///   and `.fatal`, which are not. What of these is known only later goes to `done`.
    public func enqueue(
        _ record: ProducerRecord, done: @escaping @Sendable (Result<Void, Undelivered>) -> Void
    ) throws(KafkaError) {
        try client.enqueue(record, done: done)
    }

    /// Runs `body`, which hands many records over, and then calls the `done`s that are due, on this thread. What one thread
    /// makes and another frees is dear, and so is a lock that two threads meet at for each record.
    ///
    /// - Parameter body: Called at once.
    public func inBatch(_ body: () -> Void) {
        client.inBatch(body)
    }

    /// Calls `handler` when nothing can be produced any more, such as for want of a right: on the producer's own thread, at
    /// the end of a batch, or at once where that is so already.
    public func onFatalError(_ handler: @escaping @Sendable (KafkaError) -> Void) {
        client.onFatalError(handler)
    }

    /// Calls `handler` behind each round of `done`s, on their thread, in the place of the handler before:
    /// acknowledgements come in hundreds, and what they mean can be accounted for together.
    public func afterReports(_ handler: @escaping @Sendable () -> Void) {
        client.afterReports(handler)
    }

    /// Waits for all records that were handed over before, for `limit` at most; false where some are still on their
    /// way after it.
    @discardableResult
    public func flush(within limit: Duration) async -> Bool {
        await client.flush(within: limit)
    }

    /// Takes no more records, waits for those on their way for `limit` at most, and drops the rest: their `done` is
    /// told `.closed`.
    public func close(within limit: Duration) async {
        await client.close(within: limit)
    }
}
