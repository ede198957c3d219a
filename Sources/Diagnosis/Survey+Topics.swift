import Kafka

extension Survey {
    /// Topics that are missing, and those whose partitions are not as they should be.
    var topicFindings: [Finding] {
        var findings: [Finding] = []
        if let absence = Finding(
            .problem, of: absent { $0.isRequired && $0.purpose != .replies },
            "no such topic: create it, or start a worker with --create-topics PARTITIONS.")
        {
            findings.append(absence)
        }
        if let absence = Finding(
            .remark, of: absent { $0.purpose == .bulkRequests && !$0.isRequired },
            "no such topic: lists come down the interactive lane until it is created.")
        {
            findings.append(absence)
        }
        if let absence = Finding(
            .remark, of: absent { $0.purpose == .replies },
            "no such topic yet: gateways and dico lookup create it, if they may; others must.")
        {
            findings.append(absence)
        }
        for topic in needs.topics {
            guard let partitions = partitions(of: topic) else { continue }
            findings += Self.findings(of: topic, partitions, isAlone: cluster.brokers.count < 2)
        }
        return findings + unevenFindings
    }

    /// Those that are not there. One that may not be seen has its rights missing.
    private func absent(_ isMeant: (Needs.Topic) -> Bool) -> [String] {
        needs.topics.filter { isMeant($0) && partitions(of: $0) == nil && rights.granted[.topic($0.name)] != [] }
            .map(\.name)
    }

    private static func findings(
        of topic: Needs.Topic, _ partitions: [ClusterDescription.Partition], isAlone: Bool
    ) -> [Finding] {
        func numbers(_ isMeant: (ClusterDescription.Partition) -> Bool) -> String? {
            let found = partitions.indices.filter { isMeant(partitions[$0]) }
            return found.isEmpty ? nil : found.map(String.init).joined(separator: ", ")
        }
        if let numbers = numbers({ $0.leader == nil }) {
            let text = "no leader for partition \(numbers): bring back the brokers that have it."
            return [Finding(.problem, topic.name, text)]
        }
        if let numbers = numbers({ $0.inSyncReplicas.count < $0.replicas.count }) {
            let text = "not all replicas of partition \(numbers) are in sync: look for a broker that is down or slow."
            return [Finding(.problem, topic.name, text)]
        }
        if !isAlone, topic.purpose != .replies, numbers({ $0.replicas.count < 2 }) != nil {
            let text =
                "one copy, which is lost with its broker: raise the replication factor, to 3 where there are as many brokers."
            return [Finding(.problem, topic.name, text)]
        }
        return []
    }

    /// The share of a source's pace is counted in partitions.
    private var unevenFindings: [Finding] {
        let counts = needs.topics.filter { $0.purpose == .requests || $0.purpose == .bulkRequests }
            .compactMap { topic in partitions(of: topic).map { (topic.name, $0.count) } }
        guard needs.group != nil, Set(counts.map(\.1)).count > 1 else { return [] }
        let all = counts.map { "\($0) \($1)" }.joined(separator: ", ")
        return [
            Finding(
                .remark, "request topics",
                "different numbers of partitions (\(all)): workers share a source's pace evenly where all have the same."
            )
        ]
    }
}
