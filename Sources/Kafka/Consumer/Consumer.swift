import Synchronization

/// A member of a consumer group.
///
/// A thread of its own polls, so membership lasts however slowly records are taken. Offsets are committed by
/// librdkafka, every 200 ms and whenever partitions are given up: of each partition what was stored last.
///
/// A consumer that is let go of without `close(within:)` leaves its group all the same, some time later.
public final class Consumer: Sendable {
    private struct State {
        var member: GroupMember
        var topics: [String] = []
        var isStopped = false
    }

    private let state: Mutex<State>
    private let makeMember: @Sendable () throws(KafkaError) -> GroupMember

    /// - Parameters:
    ///   - configuration: How to reach the cluster, and properties that go before this module's own.
    ///   - group: The name that all members have in common.
    ///   - assignmentStrategy: The same for all members of the group.
    ///   - instanceID: Static membership: a restart under the same id, before `session.timeout.ms` is over, causes no
    ///     rebalance, and closing does not leave the group.
    ///   - sessionTimeout: How long the group waits for a member of which it hears nothing. Nil for 45 seconds, Kafka's own,
    ///     and 30 with an instance id: a coordinator that moves within that time costs nothing.
    ///   - areTopicsApart: Whether each topic has a queue of its own, to be taken from with `take(from:upTo:)`: then one
    ///     of which nobody takes holds no other up. Each queue is bounded by `queued.max.messages.kbytes`.
    ///   - rebalance: What is done when partitions come and go.
    /// - Throws: `.configuration` for properties that librdkafka does not take.
    public init(
        _ configuration: ClientConfiguration, group: String, assignmentStrategy: AssignmentStrategy = .range,
        instanceID: String? = nil, sessionTimeout: Duration? = nil, areTopicsApart: Bool = false,
        rebalance: RebalanceHandlers = RebalanceHandlers()
    ) throws(KafkaError) {
        makeMember = { () throws(KafkaError) in
            try GroupMember(
                configuration, group: group, assignmentStrategy: assignmentStrategy, instanceID: instanceID,
                sessionTimeout: sessionTimeout, areTopicsApart: areTopicsApart, handlers: rebalance)
        }
        state = Mutex(State(member: try makeMember()))
    }

    private var member: GroupMember { state.withLock(\.member) }

    deinit {
        member.requestClose()
    }

    /// Joins the group for these topics, in the place of those subscribed to before. A topic that does not exist is
    /// waited for.
    public func subscribe(to topics: [String]) throws(KafkaError) {
        let member = state.withLock { state in
            state.topics = topics
            return state.member
        }
        try member.subscribe(to: topics)
    }

    /// Waits for at least one record and returns up to `limit` (at least 1), in order within each partition.
    ///
    /// - Returns: Nil once taking was stopped, and to a task that is cancelled.
    /// - Throws: What waiting cannot cure, such as `.authorization`, `.authentication`, `.fenced`,
    ///   `.offsetOutOfRange` (with `auto.offset.reset=error`) or `.fatal`; from then on always.
    public func take(upTo limit: Int) async throws(KafkaError) -> [ConsumerRecord]? {
        try await take(from: "", upTo: limit)
    }

    /// The same of one topic, where topics are apart. Any number of topics may be waited for at once.
    public func take(from topic: String, upTo limit: Int) async throws(KafkaError) -> [ConsumerRecord]? {
        while true {
            let member = member
            let records = try await member.take(from: topic, upTo: limit)
            // One that another has taken the place of has nothing any more.
            if records != nil || member === self.member || Task.isCancelled { return records }
        }
    }

    /// The records one by one.
    public var records: RecordSequence {
        RecordSequence { [weak self] () throws(KafkaError) in try await self?.take(upTo: 1)?.first }
    }

    /// Ends the taking for good: whoever waits in `take`, or comes to it, gets nil.
    public func stopTaking() {
        stop().records.stop()
    }

    /// The member that there is, and that stays the last.
    private func stop() -> GroupMember {
        state.withLock { state in
            state.isStopped = true
            return state.member
        }
    }

    /// Notes `offset` as the next one to take of `partition` by whoever has it after this, to be committed soon.
    ///
    /// What is stored last counts, be it lower. Nothing happens where the partition is not this consumer's.
    public func store(next offset: Int64, for partition: TopicPartition) {
        member.store(next: offset, for: partition)
    }

    /// Has no more records of a partition come until `resume(_:)`, or until the partition is given up. What was fetched
    /// already may come yet. Nothing happens where the partition is not this consumer's.
    public func pause(_ partition: TopicPartition) {
        member.pause(partition)
    }

    /// Has records of a partition come again, from where it was paused.
    public func resume(_ partition: TopicPartition) {
        member.resume(partition)
    }

    /// The records of each partition held that are not committed as done, as the broker counts them now: those waiting
    /// there and those in flight here. Where nothing was ever committed, all that the partition holds.
    ///
    /// Blocks no other call. A partition whose figures are not to be had, as while it moves, is left out. Where none is
    /// held the broker is asked for a sign of life all the same.
    ///
    /// - Throws: `.unreachable` or `.timedOut` where the broker does not answer within `limit`; `.closed`.
    public func lag(within limit: Duration) async throws(KafkaError) -> [TopicPartition: Int64] {
        try await member.ask { client, partitions throws(KafkaError) in
            try LagQuestion(client: client, partitions: partitions, deadline: .now + limit).answer()
        }
    }

    /// Whether a broker answers within `limit`, or to a second question within a third of that: connections alone say
    /// nothing. False once this is closed.
    public func isAnswered(within limit: Duration) async -> Bool {
        let answer = try? await member.ask { client, _ throws(KafkaError) in client.brokers(within: limit) }
        guard let brokers = answer ?? nil else { return false }
        if member.isStranded(amid: brokers) { renew() }
        return true
    }

    /// Has a new client join the group in the place of one that cannot come to it any more.
    private func renew() {
        let old = member
        guard let new = try? makeMember() else { return }
        let topics = state.withLock { state -> [String]? in
            guard !state.isStopped, state.member === old else { return nil }
            state.member = new
            return state.topics
        }
        guard let topics else { return new.requestClose() }
        old.retire()
        try? new.subscribe(to: topics)
    }

    /// Gives the partitions up (`revoking` is called), commits what was stored and leaves the group.
    ///
    /// Returns when that is done, or after `limit`: what is missing then goes on by itself while the process lasts.
    public func close(within limit: Duration) async {
        await stop().close(within: limit)
    }
}
