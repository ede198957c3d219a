import CRdkafka
import Synchronization

/// The queues of a group member: one for all topics, or one for each, so that a topic of which nobody takes holds no
/// other one up.
final class RecordQueues: Sendable {
    private struct State {
        /// By topic; under the empty name the one for all.
        var queues: [String: RecordQueue] = [:]
        /// What became of the taking; queues that come later are to know.
        var end: Result<Void, KafkaError>?
        var isDestroyed = false
    }

    private let client: ClientHandle
    private let wakeup: Wakeup
    private let areApart: Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - areApart: Whether each topic has a queue of its own.
    ///   - wakeup: Of the thread that calls `serve`.
    init(_ client: ClientHandle, areApart: Bool, wakeup: Wakeup) {
        self.client = client
        self.areApart = areApart
        self.wakeup = wakeup
    }

    /// The queue that records of `topic` go to, made where there is none yet; nil after the end.
    func queue(of topic: String) -> RecordQueue? {
        let name = areApart ? topic : ""
        return state.withLock { state in
            if let queue = state.queues[name] { return queue }
            guard !state.isDestroyed else { return nil }
            let queue = RecordQueue(client, wakeup: wakeup)
            switch state.end {
            case .success: queue.stop()
            case .failure(let error): queue.fail(error)
            case nil: break
            }
            state.queues[name] = queue
            return queue
        }
    }

    private var all: [RecordQueue] { state.withLock { Array($0.queues.values) } }

    /// Hands nothing out any more: `take` returns nil.
    func stop() {
        state.withLock { $0.end = $0.end ?? .success(()) }
        for queue in all { queue.stop() }
    }

    /// Hands nothing out any more: `take` throws `error`.
    func fail(_ error: KafkaError) {
        state.withLock { $0.end = $0.end ?? .failure(error) }
        for queue in all { queue.fail(error) }
    }

    // MARK: By the polling thread

    /// Gives waiting takers what the queues hold. What is not `wanted` is dropped.
    func serve(wanted: RecordQueue.Filter) {
        for queue in all { queue.serve(wanted: wanted) }
    }

    /// An error in the place of a record ends the taking where waiting cannot cure it. True where it may be cured.
    func note(_ message: rd_kafka_message_t, of partition: TopicPartition?) -> Bool {
        guard let error = client.error(in: message, of: partition) else { return true }
        note(error, isOutage: false)
        return error.isRetriable
    }

    func note(_ error: KafkaError, isOutage: Bool) {
        if !client.goesOn(after: error, isOutage: isOutage) { fail(error) }
    }

    /// Frees the queues with what is left in them. `serve` may not be called after this.
    func destroy() {
        stop()
        state.withLock { $0.isDestroyed = true }
        for queue in all { queue.destroy() }
    }
}
