import CRdkafka
import Collections
import Synchronization

/// Records of a client, from librdkafka's queue to the tasks that take them.
///
/// Back-pressure is *not taking*: what nobody asks for stays in librdkafka's queue, whose size bounds the fetching,
/// while the client's own queue goes on being polled.
final class RecordQueue: Sendable {
    typealias Taken = Result<[ConsumerRecord]?, KafkaError>
    /// Whether a record is handed out, or an error in its place told of.
    typealias Filter = (TopicPartition, rd_kafka_message_t) -> Bool

    private struct Taker {
        let number: Int
        let limit: Int
        let continuation: CheckedContinuation<Taken, Never>
    }

    private struct State {
        var takers: Deque<Taker> = []
        /// The taker that records are being taken for: it gets them even where its task was cancelled meanwhile.
        var served: Int?
        var isServedCancelled = false
        /// What every taker gets from now on; nil while records are handed out.
        var end: Taken?
        var lastNumber = 0
    }

    private let queue: QueueHandle
    private let client: ClientHandle
    private let wakeup: Wakeup
    private let state = Mutex(State())
    /// Those who take something out of the queue.
    private let visitors = Visitors()

    /// - Parameter wakeup: Of the thread that calls `serve`.
    init(_ client: ClientHandle, wakeup: Wakeup) {
        self.client = client
        self.wakeup = wakeup
        queue = QueueHandle(rd_kafka_queue_new(client.pointer), wakeup: wakeup)
    }

    /// Where librdkafka is to put records.
    var destination: OpaquePointer { queue.pointer }

    // MARK: Taking, by any task

    /// Waits for at least one record; nil once taking was stopped, or when the task is cancelled.
    ///
    /// - Parameter wanted: Has what is there already be taken by this thread: a way to the polling thread and back costs
    ///   more than the records.
    func take(upTo limit: Int, wanted: Filter? = nil) async throws(KafkaError) -> [ConsumerRecord]? {
        precondition(limit > 0, "nothing can be taken")
        if let wanted, mayTakeAtOnce {
            let records = pop(upTo: limit, wanted: wanted)
            if !records.isEmpty { return records }
        }
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let taken: Taken = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let end: Taken? = state.withLock { state in
                    if let end = state.end { return end }
                    if Task.isCancelled { return .success(nil) }
                    state.takers.append(Taker(number: number, limit: limit, continuation: continuation))
                    return nil
                }
                if let end { continuation.resume(returning: end) } else { wakeup.signal() }
            }
        } onCancel: {
            let taker: Taker? = state.withLock { state in
                if state.served == number { state.isServedCancelled = true }
                guard let index = state.takers.firstIndex(where: { $0.number == number }) else { return nil }
                return state.takers.remove(at: index)
            }
            taker?.continuation.resume(returning: .success(nil))
        }
        return try taken.get()
    }

    /// Whether nothing speaks against it, and nobody comes first.
    private var mayTakeAtOnce: Bool {
        !Task.isCancelled && state.withLock { $0.end == nil && $0.takers.isEmpty && $0.served == nil }
    }

    /// Hands nothing out any more: `take` returns nil.
    func stop() { end(with: .success(nil)) }

    /// Hands nothing out any more: `take` throws `error`.
    func fail(_ error: KafkaError) { end(with: .failure(error)) }

    private func end(with end: Taken) {
        let takers = state.withLock { state in
            state.end = state.end ?? end
            defer { state.takers = [] }
            return state.takers
        }
        for taker in takers { taker.continuation.resume(returning: end) }
    }

    // MARK: Serving, by the polling thread

    /// Gives waiting takers what the queue holds. What is not `wanted` is dropped: records, and the errors in their place.
    func serve(wanted: Filter) {
        while let taker = nextTaker() {
            let records = pop(upTo: taker.limit, wanted: wanted)
            guard finish(taker, with: records) else { return }
        }
    }

    private func nextTaker() -> Taker? {
        state.withLock { state in
            let taker = state.takers.popFirst()
            state.served = taker?.number
            state.isServedCancelled = false
            return taker
        }
    }

    /// False where there was nothing to give.
    private func finish(_ taker: Taker, with records: [ConsumerRecord]) -> Bool {
        let taken: Taken? = state.withLock { state in
            state.served = nil
            if !records.isEmpty { return .success(records) }
            if let end = state.end { return end }
            if state.isServedCancelled { return .success(nil) }
            state.takers.prepend(taker)
            return nil
        }
        if let taken { taker.continuation.resume(returning: taken) }
        return !records.isEmpty
    }

    private func pop(upTo limit: Int, wanted: Filter) -> [ConsumerRecord] {
        guard visitors.enter() else { return [] }
        defer { visitors.leave() }
        var records: [ConsumerRecord] = []
        records.reserveCapacity(min(limit, rd_kafka_queue_length(queue.pointer)))
        var decoder = RecordDecoder()
        while records.count < limit, let message = rd_kafka_consume_queue(queue.pointer, 0) {
            defer { rd_kafka_message_destroy(message) }
            let partition = decoder.topicPartition(of: message.pointee)
            guard wanted(partition, message.pointee) else { continue }
            guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                note(message.pointee, of: partition)
                continue
            }
            records.append(decoder.record(message, of: partition))
        }
        return records
    }

    /// An error in the place of a record ends the taking where waiting cannot cure it.
    private func note(_ message: rd_kafka_message_t, of partition: TopicPartition?) {
        guard let error = client.error(in: message, of: partition) else { return }
        note(error, isOutage: false)
    }

    func note(_ error: KafkaError, isOutage: Bool) {
        if !client.goesOn(after: error, isOutage: isOutage) { fail(error) }
    }

    /// Frees the queue with what is left in it. Only the polling thread may call this, and `serve` never after.
    func destroy() {
        stop()
        visitors.end()
        queue.destroy()
    }
}

extension KafkaError {
    /// Whether it is about a topic that is not there: the others go on, and it may come. Of a topic that was deleted
    /// librdkafka says that its partitions are unknown.
    var isOfMissingTopic: Bool { code == .unknownTopic || code == .unknownPartition }
}

extension ClientHandle {
    /// Tells of an error behind which records are taken on; false for one that ends the taking.
    func goesOn(after error: KafkaError, isOutage: Bool) -> Bool {
        guard error.isRetriable || error.isOfMissingTopic else { return false }
        log.tell(error, isOutage: isOutage)
        return true
    }

    /// The error that came in the place of a record; nil for the end of a partition, which is none.
    func error(in message: rd_kafka_message_t, of partition: TopicPartition?) -> KafkaError? {
        guard message.err != RD_KAFKA_RESP_ERR__PARTITION_EOF else { return nil }
        let detail = message.payload.map {
            String(decoding: UnsafeRawBufferPointer(start: $0, count: message.len), as: UTF8.self)
        }
        let error = error(message.err, of: partition?.description, detail: detail)
        // A topic that is subscribed to may be created yet; one that was deleted may come back.
        guard error.isOfMissingTopic else { return error }
        noteMissingTopic()
        return KafkaError(
            .unknownTopic,
            "The broker has no \(partition.map { "topic \($0.topic)" } ?? "such topic (\(detail ?? ""))"): nothing is taken from it until it is back.",
            isRetriable: true)
    }
}
