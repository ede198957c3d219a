/// What a member of a group does when partitions come and go. The consumer's own thread calls these, one at a time.
public struct RebalanceHandlers: Sendable {
    /// Partitions came; none of their records was handed out yet.
    public var assigned: @Sendable ([TopicPartition]) -> Void
    /// Partitions are about to be given up, and nobody else gets them before this returns: the time to finish what is
    /// in flight and to store its offsets. Nothing is handed out meanwhile. To be done well within
    /// `max.poll.interval.ms`, five minutes by default.
    public var revoking: @Sendable ([TopicPartition]) async -> Void
    /// Partitions are another member's already. Nothing that is stored for them counts.
    public var lost: @Sendable ([TopicPartition]) -> Void

    /// Handlers of which those that are left out do nothing.
    public init(
        assigned: @escaping @Sendable ([TopicPartition]) -> Void = { _ in },
        revoking: @escaping @Sendable ([TopicPartition]) async -> Void = { _ in },
        lost: @escaping @Sendable ([TopicPartition]) -> Void = { _ in }
    ) {
        self.assigned = assigned
        self.revoking = revoking
        self.lost = lost
    }
}
