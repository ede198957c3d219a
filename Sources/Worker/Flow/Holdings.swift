import Foundation
import Kafka
import Lexicon
import Providers
import Synchronization

/// All that a worker holds: its partitions, and their requests that wait for a turn, are being looked up, or have a reply
/// that the broker has not acknowledged. Here the takers, the lookups, the producer's thread and the consumer's thread
/// meet.
///
/// One lock guards the account of the partitions together with the storing of offsets. Were they apart, this could
/// happen: a completion finds its partition held; the revoke gives the partition up; the completion stores an offset
/// of a partition that another member owns by now.
final class Holdings: Sendable {
    /// A request that needs a lookup.
    struct Job: Sendable {
        let request: Request
        let query: LookupQuery
        let ticket: Assignment.Ticket
        let lane: Lane
        let taken = ContinuousClock.now
    }

    typealias Flow = RequestFlow<Job>

    private struct State {
        var assignment = Assignment()
        var intake: Intake
        var flow: Flow
        /// Requests that wait for something else, by partition: farewells for the answers before them, requests whose dead
        /// letter cannot be written for that.
        var parked: [TopicPartition: Int] = [:]
        /// Of those that are stuck, the ones of which no more is to come.
        var paused: Set<TopicPartition> = []
        var isStopped = false
        /// Those who wait for room, by topic.
        var takers: [String: CheckedContinuation<Void, Never>] = [:]
        var drains: [Assignment.DrainID: AsyncStream<Never>.Continuation] = [:]

        mutating func end(_ drained: [Assignment.DrainID]) {
            for id in drained { drains.removeValue(forKey: id)?.finish() }
        }

        mutating func room(of topic: String) -> Int {
            var (parkedInAll, parkedHere) = (0, 0)
            for (partition, count) in parked {
                parkedInAll += count
                if partition.topic == topic, !assignment.stuck.contains(partition) { parkedHere += count }
            }
            return intake.room(
                of: topic, unacknowledged: assignment.outstanding - flow.heldInAll - parkedInAll,
                waiting: flow.held(from: topic) + parkedHere, span: assignment.span(of: topic))
        }

        mutating func park(_ ticket: Assignment.Ticket, _ change: Int) {
            let count = parked[ticket.topicPartition, default: 0] + change
            parked[ticket.topicPartition] = count == 0 ? nil : count
        }

        /// The takers of topics that have room again.
        mutating func wakeable() -> [CheckedContinuation<Void, Never>] {
            guard !takers.isEmpty else { return [] }
            return takers.keys.filter { isStopped || room(of: $0) > 0 }.compactMap { takers.removeValue(forKey: $0) }
        }

        /// Lets go of requests that are to wait no longer: nobody was asked for them, and they come again.
        mutating func letGo(alsoUnderWay: Bool = false, where isGone: (Job) -> Bool) -> (jobs: [Job], idle: [Flow.ID]) {
            let (entries, idle) = flow.letGo(alsoUnderWay: alsoUnderWay, where: isGone)
            for entry in entries { end(assignment.letGo(entry.asker.ticket)) }
            return (entries.map(\.asker), idle)
        }

        /// Whether nothing is to be begun for a request: its partition, or all of them, are about to be given up.
        func isParting(_ job: Job) -> Bool { isStopped || assignment.isDraining(job.ticket) }
    }

    private let state: Mutex<State>

    init(intake: Intake, concurrency: Int) {
        state = Mutex(State(intake: intake, flow: Flow(concurrency: concurrency)))
    }

    var partitions: Set<TopicPartition> { state.withLock { $0.assignment.partitions } }

    /// Records delivered and not done, of all partitions.
    var outstanding: Int { state.withLock { $0.assignment.outstanding } }

    /// Lookups under way.
    var lookups: Int { state.withLock { $0.flow.underWay } }

    func backlog(of language: String, _ lane: Lane) -> Flow.Backlog {
        state.withLock { $0.flow.backlog(of: language, lane) }
    }

    // MARK: Taking

    /// Waits for room and returns how many records of `topic` to take; nil once taking has stopped.
    func room(of topic: String) async -> Int? {
        while true {
            let room = state.withLock { $0.isStopped ? nil : $0.room(of: topic) }
            guard room == 0 else { return room }
            await withCheckedContinuation { continuation in
                wake {
                    $0.takers[topic] = continuation
                    return $0.wakeable()
                }
            }
        }
    }

    private func wake(_ change: (inout State) -> [CheckedContinuation<Void, Never>]) {
        for taker in state.withLock({ change(&$0) }) { taker.resume() }
    }

    /// Ends the taking for good: `room` returns nil, and no lookup begins any more.
    func stop() {
        wake { state in
            state.isStopped = true
            return state.wakeable()
        }
    }

    /// Notes records as delivered: a ticket for each, or nil where its partition is not held any more.
    func deliver(_ records: [ConsumerRecord]) -> [Assignment.Ticket?] {
        state.withLock { state in
            records.map { state.assignment.deliver($0.offset, of: $0.topicPartition) }
        }
    }

    // MARK: Lookups

    /// What comes of handing a request over to the flow.
    enum Handover {
        /// It waits, and this is to be done now.
        case waits([Flow.Action])
        /// Its turn would come too late for its deadline, after so long.
        case comesTooLate(after: Duration)
        /// It was let go: its partition, or all of them, are about to be given up.
        case letGo
    }

    func add(
        _ job: Job, on course: LookupCourse, expectedWait: (_ source: String, _ others: Int) -> Duration
    ) -> Handover {
        let deadline = job.query.deadline.map { job.taken + .seconds($0.timeIntervalSinceNow) }
        let entry = Flow.Entry(
            asker: job, topic: job.ticket.topicPartition.topic, lane: job.lane, deadline: deadline, since: job.taken)
        return state.withLock { state in
            guard !state.isParting(job) else {
                state.end(state.assignment.letGo(job.ticket))
                return .letGo
            }
            if let wait = state.flow.add(entry, on: course, expectedWait: expectedWait) {
                return .comesTooLate(after: wait)
            }
            return .waits(state.flow.actions())
        }
    }

    /// A turn can be had at `source`.
    func opened(_ source: String) -> [Flow.Action] {
        state.withLock { state in
            state.flow.opened(source)
            return state.isStopped ? [] : state.flow.actions()
        }
    }

    /// The site is asked for a lookup.
    func begun(_ id: Flow.ID) -> [Flow.Action] {
        state.withLock { state in
            state.flow.begun(id)
            return state.isStopped ? [] : state.flow.actions()
        }
    }

    /// A lookup has rested.
    func rested(_ id: Flow.ID) -> [Flow.Action] {
        state.withLock { state in
            state.flow.rested(id)
            return state.isStopped ? [] : state.flow.actions()
        }
    }

    /// What comes of a lookup's end at one source.
    struct Sequel {
        /// Those who are to be answered now.
        var answered: [Job]
        /// Those who would wait for another source, and are let go instead.
        var letGo: [Job]
        /// What is to be done now.
        var actions: [Flow.Action]
    }

    /// What became of a lookup at one source.
    func ended(_ id: Flow.ID, _ course: LookupCourse) -> Sequel {
        let (sequel, takers) = state.withLock { state in
            let answered = state.flow.ended(id, course).map(\.asker)
            let letGo = course.next == nil ? [] : state.letGo { [state] in state.isParting($0) }.jobs
            let actions = state.isStopped ? [] : state.flow.actions()
            return (Sequel(answered: answered, letGo: letGo, actions: actions), state.wakeable())
        }
        for taker in takers { taker.resume() }
        return sequel
    }

    /// Those whose deadlines have passed, and the lookups that nobody asks for any more.
    func expire() -> (jobs: [Job], idle: [Flow.ID]) {
        let (expired, takers) = state.withLock { ($0.flow.expire(at: .now), $0.wakeable()) }
        for taker in takers { taker.resume() }
        return (expired.entries.map(\.asker), expired.idle)
    }

    /// When `expire` has something to do again.
    var nextDeadline: ContinuousClock.Instant? { state.withLock { $0.flow.wake } }

    // MARK: Completions

    /// Whether the ticket's partition is still held: what is not is another's to answer.
    func isHeld(_ ticket: Assignment.Ticket) -> Bool {
        state.withLock { $0.assignment.isHeld(ticket) }
    }

    /// Notes requests as done. `store` is called with the offsets to store, under the lock that a revoke takes too: of
    /// requests of one partition that follow each other, with the last.
    func finish(
        _ tickets: some Sequence<Assignment.Ticket>, store: (_ next: Int64, _ partition: TopicPartition) -> Void
    ) {
        wake { state in
            var moved: (next: Int64, ticket: Assignment.Ticket)?
            for ticket in tickets {
                let progress = state.assignment.finish(ticket)
                if let next = progress.store {
                    if let moved, moved.ticket.epoch != ticket.epoch { store(moved.next, moved.ticket.topicPartition) }
                    moved = (next, ticket)
                }
                state.end(progress.drained)
            }
            if let moved { store(moved.next, moved.ticket.topicPartition) }
            return state.wakeable()
        }
    }

    /// Notes that a request waits for something else than the broker's word, or that it does so no longer: it takes no place
    /// of those that wait for the broker.
    func park(_ ticket: Assignment.Ticket, _ isParked: Bool) {
        state.withLock { $0.park(ticket, isParked ? 1 : -1) }
    }

    /// Notes that a request cannot be done for now, or that it is: meanwhile what lies behind it in its partition is answered
    /// as far as a kill may repeat, and holds no other partition up.
    ///
    /// - Returns: Whether the partition was paused, and is not to be any more.
    @discardableResult
    func set(_ ticket: Assignment.Ticket, isStuck: Bool) -> Bool {
        let (wasPaused, takers) = state.withLock { state in
            guard state.assignment.isHeld(ticket) else { return (false, [CheckedContinuation<Void, Never>]()) }
            state.assignment.set(ticket, isStuck: isStuck)
            return (isStuck ? false : state.paused.remove(ticket.topicPartition) != nil, state.wakeable())
        }
        for taker in takers { taker.resume() }
        return wasPaused
    }

    /// The stuck partitions of which so much was taken that no more is to come; each is told once.
    func takeOverfull() -> Set<TopicPartition> {
        state.withLock { state in
            guard !state.assignment.stuck.isEmpty else { return [] }
            let overfull = state.assignment.stuck.subtracting(state.paused)
                .filter { state.assignment.span(of: $0) >= state.intake.span }
            state.paused.formUnion(overfull)
            return overfull
        }
    }

    /// How many partitions are stuck.
    var stuck: Int { state.withLock { $0.assignment.stuck.count } }

    // MARK: Partitions that come and go

    func assign(_ partitions: [TopicPartition]) {
        state.withLock { $0.assignment.assign(partitions) }
    }

    /// Begins no more for `partitions`, and tells by the stream's end when nothing of them is in flight any more.
    func beginDrain(of partitions: Set<TopicPartition>) -> AsyncStream<Never> {
        let (drained, end) = AsyncStream.makeStream(of: Never.self)
        state.withLock { state in
            if let id = state.assignment.drain(partitions) { state.drains[id] = end } else { end.finish() }
        }
        return drained
    }

    /// Lets go of all requests of `partitions` that only wait for a turn.
    func letGo(of partitions: Set<TopicPartition>) -> [Job] {
        let (jobs, takers) = state.withLock { state in
            (state.letGo { partitions.contains($0.ticket.topicPartition) }.jobs, state.wakeable())
        }
        for taker in takers { taker.resume() }
        return jobs
    }

    /// Lets go of requests that are parked.
    func letGo(ofParked tickets: [Assignment.Ticket]) {
        wake { state in
            for ticket in tickets {
                state.park(ticket, -1)
                state.end(state.assignment.letGo(ticket))
            }
            return state.wakeable()
        }
    }

    /// What is left of partitions that were given up.
    struct Remains {
        /// How many requests were not done, though begun.
        var abandoned: Int
        /// Those of them that were being looked up.
        var jobs: [Job]
        /// Lookups that nobody asks for any more.
        var idle: [Flow.ID]
    }

    /// Gives `partitions` up.
    func fence(_ partitions: Set<TopicPartition>) -> Remains {
        let (remains, takers) = state.withLock { state in
            let outstanding = state.assignment.outstanding
            let gone = state.letGo(alsoUnderWay: true) { partitions.contains($0.ticket.topicPartition) }
            state.end(state.assignment.fence(partitions).drained)
            state.paused.subtract(partitions)
            let abandoned = outstanding - state.assignment.outstanding
            return (Remains(abandoned: abandoned, jobs: gone.jobs, idle: gone.idle), state.wakeable())
        }
        for taker in takers { taker.resume() }
        return remains
    }
}
