import Collections
import Kafka
import Providers
import Synchronization

/// What is in flight, where the intake, the lookups, the producer's thread and the consumer's thread meet.
///
/// One lock guards the account of the partitions together with the storing of offsets. Were they apart, this could
/// happen: a completion finds its partition held; the revoke gives the partition up; the completion stores an offset
/// of a partition that another member owns by now.
final class InFlight: Sendable {
    /// A request that needs a lookup.
    struct Job: Sendable {
        let request: Request
        let query: Query
        let ticket: Assignment.Ticket
        let taken = ContinuousClock.now
    }

    private struct State {
        var assignment = Assignment()
        var intake: Intake
        /// By language.
        var waiting: [String: Deque<Job>] = [:]
        var isStopped = false
        var roomWaiter: CheckedContinuation<Void, Never>?
        var drains: [Assignment.DrainID: AsyncStream<Never>.Continuation] = [:]

        mutating func end(_ drained: [Assignment.DrainID]) {
            for id in drained { drains.removeValue(forKey: id)?.finish() }
        }

        /// The waiting intake, where there is room for it to go on.
        mutating func wakeable() -> CheckedContinuation<Void, Never>? {
            guard roomWaiter != nil, isStopped || intake.room(outstanding: assignment.outstanding) > 0 else {
                return nil
            }
            return roomWaiter.take()
        }
    }

    private let state: Mutex<State>

    init(intake: Intake) {
        state = Mutex(State(intake: intake))
    }

    var partitions: Set<TopicPartition> { state.withLock { $0.assignment.partitions } }

    /// Records delivered and not done, of all partitions.
    var outstanding: Int { state.withLock { $0.assignment.outstanding } }

    /// Lookups in progress.
    var lookups: Int { state.withLock { $0.intake.lookups } }

    // MARK: Taking

    /// Waits for room and returns how many records to take; nil once taking has stopped.
    func room() async -> Int? {
        while true {
            let room = state.withLock { $0.isStopped ? nil : $0.intake.room(outstanding: $0.assignment.outstanding) }
            guard room == 0 else { return room }
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    state.roomWaiter = continuation
                    return state.wakeable()
                }?.resume()
            }
        }
    }

    /// Ends the taking for good: `room` returns nil.
    func stopTaking() {
        state.withLock { state in
            state.isStopped = true
            return state.wakeable()
        }?.resume()
    }

    /// Notes records as delivered, and leaves out those whose partition is not held any more.
    func deliver(_ records: [ConsumerRecord]) -> [(record: ConsumerRecord, ticket: Assignment.Ticket)] {
        state.withLock { state in
            records.compactMap { record in
                state.assignment.deliver(record.offset, of: record.topicPartition).map { (record, $0) }
            }
        }
    }

    // MARK: Lookups

    /// Whether `job` is to be looked up now; else it waits for `next`.
    func begin(_ job: Job) -> Bool {
        state.withLock { state in
            if state.intake.begin(job.query.language) { return true }
            state.waiting[job.query.language, default: []].append(job)
            return false
        }
    }

    /// The lookup of `job` ended: the job that takes its place.
    func next(after job: Job) -> Job? {
        let (job, waiter) = state.withLock { state in
            (state.intake.end(job.query.language).flatMap { state.waiting[$0]?.popFirst() }, state.wakeable())
        }
        waiter?.resume()
        return job
    }

    /// Whether the ticket's partition is still held: what is not is another's to answer.
    func isHeld(_ ticket: Assignment.Ticket) -> Bool {
        state.withLock { $0.assignment.isHeld(ticket) }
    }

    // MARK: Completions

    /// Notes requests as done. `store` is called with the offsets to store, under the lock that a revoke takes too.
    func finish(
        _ tickets: some Sequence<Assignment.Ticket>, store: (_ next: Int64, _ partition: TopicPartition) -> Void
    ) {
        state.withLock { state in
            for ticket in tickets {
                let progress = state.assignment.finish(ticket)
                if let next = progress.store { store(next, ticket.topicPartition) }
                state.end(progress.drained)
            }
            return state.wakeable()
        }?.resume()
    }

    // MARK: Partitions that come and go

    func assign(_ partitions: [TopicPartition]) {
        state.withLock { $0.assignment.assign(partitions) }
    }

    /// Waits until nothing of `partitions` is in flight, for `limit` at most.
    func drain(_ partitions: some Sequence<TopicPartition> & Sendable, within limit: Duration) async {
        let (drained, end) = AsyncStream.makeStream(of: Never.self)
        state.withLock { state in
            if let id = state.assignment.drain(partitions) { state.drains[id] = end } else { end.finish() }
        }
        await withTaskGroup { group in
            group.addTask { for await _ in drained {} }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Gives `partitions` up and returns how many of their requests were not done.
    func fence(_ partitions: some Sequence<TopicPartition>) -> Int {
        let (abandoned, waiter) = state.withLock { state in
            let (abandoned, drained) = state.assignment.fence(partitions)
            state.end(drained)
            return (abandoned, state.wakeable())
        }
        waiter?.resume()
        return abandoned
    }
}
