extension GroupMember {
    /// Offsets are stored by the program and committed by librdkafka's timer alone: before 2.10, a commit of the program's
    /// own during a cooperative rebalance loses the assignment (its issue 4059).
    static func defaults(
        group: String, assignmentStrategy: AssignmentStrategy, instanceID: String?, sessionTimeout: Duration
    ) -> [(String, String)] {
        [
            ("group.id", group), ("partition.assignment.strategy", assignmentStrategy.rawValue),
            ("enable.auto.commit", "true"), ("enable.auto.offset.store", "false"), ("auto.commit.interval.ms", "200"),
            ("auto.offset.reset", "earliest"), ("session.timeout.ms", "\(sessionTimeout.milliseconds)"),
            ("heartbeat.interval.ms", "500"), ("reconnect.backoff.max.ms", "1000"),
            // So long after they are made, partitions may go unread.
            ("topic.metadata.refresh.interval.ms", "30000"),
        ] + Prefetch.small + (instanceID.map { [("group.instance.id", $0)] } ?? [])
    }
}
