import Kafka

extension Survey {
    /// Records that wait, of all partitions; nil where nobody tells.
    public var waiting: Int64? { silence == nil ? lag.values.reduce(0, +) : nil }

    /// Who is in the group, and what nobody reads.
    var groupFindings: [Finding] {
        guard let name = needs.group else { return [] }
        let subject = "group \(name)"
        if let silence {
            let text =
                "what waits is not to be learnt (\(silence)): brokers must be in reach from here by the addresses that they advertise (advertised.listeners), and the client's user needs Describe and Read on the group."
            return [Finding(.problem, subject, text)]
        }
        guard let group else { return [] }
        switch group.state {
        case .dead, .empty:
            guard let waiting, waiting > 0 else {
                return [Finding(.remark, subject, "nobody is in it: start a worker.")]
            }
            return [Finding(.problem, subject, "nobody is in it, and \(waiting) requests wait: start a worker.")]
        case .preparingRebalance, .completingRebalance:
            return [Finding(.remark, subject, "it is being rebalanced: look again in a minute.")]
        case .stable, .unknown:
            return unreadFindings(subject, group) + idleFindings(subject, group)
        }
    }

    private func unreadFindings(_ subject: String, _ group: GroupDescription) -> [Finding] {
        let read = Set(group.members.flatMap(\.partitions))
        let unread = lag.filter { $0.value > 0 && !read.contains($0.key) }
        guard !read.isEmpty, !unread.isEmpty else { return [] }
        let topics = Set(unread.keys.map(\.topic)).sorted().joined(separator: ", ")
        return [
            Finding(
                .problem, subject,
                "\(unread.values.reduce(0, +)) requests wait on \(topics), where no member reads: start workers with the manifests and the lane of these."
            )
        ]
    }

    private func idleFindings(_ subject: String, _ group: GroupDescription) -> [Finding] {
        let idle = group.members.filter(\.partitions.isEmpty)
        guard !idle.isEmpty, idle.count < group.members.count else { return [] }
        return [
            Finding(
                .remark, subject,
                "\(idle.count) of \(group.members.count) members have no partition: add partitions, or stop them.")
        ]
    }
}
