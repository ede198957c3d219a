import CRdkafka
import Synchronization

/// A producer's client and its polling thread, which brings the delivery reports.
final class ProducerClient: Sendable {
    struct Flush {
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Bool, Never>
    }

    struct State {
        var isOpen = true
        var topics = TopicCheck()
        var flushes: [Flush] = []
        var afterReports: @Sendable () -> Void = {}
        var fatalError: KafkaError?
        var onFatalError: @Sendable (KafkaError) -> Void = { _ in }
    }

    let client: ClientHandle
    let thread = PollingThread()
    /// Held while records are handed over, so that none is after the client's end.
    let state = Mutex(State())
    private let events: QueueHandle
    /// Ends the pauses between checks of topics.
    let pause = Wakeup()
    /// Batches under way, each of which brings the reports at its end.
    private let batches = Atomic(0)
    private let visitors = Visitors()

    /// No topic comes into being by being written to: its name may be a stranger's. No compression by default: the
    /// reference implementation's clients would need a library more to read it.
    ///
    /// What metadata says of a topic holds at once: newer versions of librdkafka go on refusing a topic for half a minute
    /// that was away for a moment. One broker's word that it is unknown is doubted here, by asking again.
    private static let defaults = [
        ("allow.auto.create.topics", "false"), ("enable.idempotence", "true"), ("acks", "all"), ("linger.ms", "5"),
        ("reconnect.backoff.max.ms", "1000"), ("topic.metadata.propagation.max.ms", "0"),
    ]

    init(_ configuration: ClientConfiguration) throws(KafkaError) {
        client = try ClientHandle(RD_KAFKA_PRODUCER, configuration, defaults: Self.defaults)
        events = QueueHandle(rd_kafka_queue_get_main(client.pointer), wakeup: thread.wakeup)
        client.call(
            ClientCallbacks(
                failed: { self.failed($0, isOutage: $1) },
                delivered: { self.report($0) }))
        // This keeps it alive until the thread has ended the client.
        thread.start(name: "kafka producer", poll: { self.poll() }, end: { self.end(by: $0) })
    }

    // MARK: From any task

    func enqueue(
        _ record: ProducerRecord, done: @escaping Delivery.Done
    ) throws(KafkaError) {
        let delivery = Delivery(partition: record.partition, done: done)
        if let error = admit(record, delivery) { throw error }
    }

    private func admit(_ record: ProducerRecord, _ delivery: Delivery) -> KafkaError? {
        let (error, isCheckDue): (KafkaError?, Bool) = state.withLock { state in
            guard state.isOpen else { return (.closed, false) }
            switch state.topics.admit(record, delivery) {
            case .send:
                let error = produce(record, delivery)
                guard error?.code == .unknownTopic, state.topics.forget(record.topic) else { return (error, false) }
                return (nil, state.topics.admit(record, delivery).isCheckDue)
            case .hold: return (nil, false)
            case .check: return (nil, true)
            }
        }
        if isCheckDue { beginChecks() }
        return error
    }

    func inBatch(_ body: () -> Void) {
        batches.add(1, ordering: .acquiringAndReleasing)
        body()
        // First, so that what came while the thread left the reports to this is brought here.
        batches.subtract(1, ordering: .acquiringAndReleasing)
        guard visitors.enter() else { return }
        defer { visitors.leave() }
        bringReports()
    }

    private func bringReports() {
        if rd_kafka_poll(client.pointer, 0) > 0 { state.withLock(\.afterReports)() }
    }

    func flush(within limit: Duration) async -> Bool {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                guard state.isOpen else { return false }
                state.flushes.append(Flush(deadline: .now + limit, continuation: continuation))
                return true
            }
            if isOpen { thread.wakeup.signal() } else { continuation.resume(returning: false) }
        }
    }

    func afterReports(_ handler: @escaping @Sendable () -> Void) {
        state.withLock { $0.afterReports = handler }
    }

    func onFatalError(_ handler: @escaping @Sendable (KafkaError) -> Void) {
        let error = state.withLock { state in
            state.onFatalError = handler
            return state.fatalError
        }
        if let error { handler(error) }
    }

    func requestClose() {
        thread.requestClose()
    }

    func close(within limit: Duration) async {
        _ = await thread.close(within: limit)
    }

    // MARK: On the polling thread

    private func failed(_ error: KafkaError, isOutage: Bool) {
        guard error.isFatal else { return client.log.tell(error, isOutage: isOutage) }
        let handler = state.withLock { state in
            state.fatalError = state.fatalError ?? error
            return state.onFatalError
        }
        handler(error)
    }

    private func report(_ message: UnsafePointer<rd_kafka_message_t>) {
        guard let (delivery, failure) = Delivery.taken(from: message, of: client) else { return }
        guard let failure else { return delivery.done(.success(())) }
        // A broker that has not learnt of the topic yet makes librdkafka forget it, and the partition that it had chosen.
        let isForgotten =
            failure.error.code == .unknownTopic
            || failure.error.code == .unknownPartition && failure.record.partition == nil
        guard isForgotten, delivery.mayBeTriedAgain(),
            state.withLock({ $0.topics.forget(failure.record.topic) })
        else { return delivery.done(.failure(failure)) }
        if let error = admit(failure.record, delivery) {
            delivery.done(.failure(Undelivered(record: failure.record, error: error)))
        }
    }

    private func poll() {
        if batches.load(ordering: .acquiring) == 0 { bringReports() }
        let (flushes, afterReports) = state.withLock { state in
            defer { state.flushes = [] }
            return (state.flushes, state.afterReports)
        }
        for flush in flushes {
            let isFlushed = self.flush(by: flush.deadline)
            afterReports()
            flush.continuation.resume(returning: isFlushed)
        }
    }

    /// Waits, bringing delivery reports meanwhile.
    private func flush(by deadline: ContinuousClock.Instant) -> Bool {
        waitForChecks(until: deadline)
        return rd_kafka_flush(client.pointer, (deadline - .now).milliseconds) == RD_KAFKA_RESP_ERR_NO_ERROR
            && !state.withLock { $0.topics.isChecking }
    }

    private func waitForChecks(until deadline: ContinuousClock.Instant?) {
        while state.withLock({ $0.topics.isChecking }), deadline.map({ $0 > .now }) ?? true {
            thread.wakeup.wait(upTo: .milliseconds(50))
            rd_kafka_poll(client.pointer, 0)
        }
    }

    private func end(by deadline: ContinuousClock.Instant) {
        let flushes = state.withLock { state in
            state.isOpen = false
            return state.flushes
        }
        if !flush(by: deadline) {
            for (record, delivery) in state.withLock({ $0.topics.abandon() }) {
                delivery.done(.failure(Undelivered(record: record, error: .closed)))
            }
            rd_kafka_purge(client.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            rd_kafka_flush(client.pointer, 1_000)
        }
        state.withLock { $0.afterReports }()
        for flush in flushes { flush.continuation.resume(returning: false) }
        pause.signal()
        // The thread that asks for topics uses the client.
        waitForChecks(until: nil)
        visitors.end()
        events.destroy()
        client.destroy()
    }
}

extension TopicCheck.Admission {
    fileprivate var isCheckDue: Bool { if case .check = self { true } else { false } }
}
