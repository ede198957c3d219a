import Kafka
import Lexicon

extension Survey {
    /// Settings of topics that lose records, or refuse them.
    var policyFindings: [Finding] {
        needs.topics.flatMap { topic -> [Finding] in
            guard let settings = settings[topic.name],
                let replicas = partitions(of: topic)?.map(\.replicas.count).min()
            else { return [] }
            return [
                cleanupText(topic, settings).map { Finding(.problem, topic.name, $0) },
                Self.replicationFinding(topic, settings, replicas: replicas),
                retentionText(topic, settings).map { Finding(.remark, topic.name, $0) },
                sizeText(settings).map { Finding(.remark, topic.name, $0) },
            ].compactMap(\.self)
        }
    }

    private func cleanupText(_ topic: Needs.Topic, _ settings: [String: String]) -> String? {
        guard let policy = settings["cleanup.policy"] else { return nil }
        if topic.purpose == .answers {
            guard !TopicLayout.isAnswersPolicy(policy) else { return nil }
            return
                "cleanup.policy is \(policy): set \(TopicLayout.answersPolicy), so that the newest answer of each word stays until it is of no use."
        }
        guard policy.contains("compact") else { return nil }
        return "cleanup.policy is \(policy), by which records with the same key vanish unread: set delete."
    }

    private static func replicationFinding(
        _ topic: Needs.Topic, _ settings: [String: String], replicas: Int
    ) -> Finding? {
        guard let least = settings["min.insync.replicas"].flatMap({ Int($0) }) else { return nil }
        if least > replicas {
            return Finding(
                .problem, topic.name,
                "min.insync.replicas is \(least) with \(replicas) replicas, so nothing can be written: lower it to \(max(1, replicas - 1))."
            )
        }
        if replicas > 1, least == replicas {
            return Finding(
                .remark, topic.name,
                "min.insync.replicas is \(least) with as many replicas, so nothing can be written while one broker is down: lower it to \(replicas - 1)."
            )
        }
        guard replicas > 2, least < 2, topic.purpose != .replies else { return nil }
        return Finding(
            .remark, topic.name,
            "min.insync.replicas is \(least): one broker's disk may be all that has an acknowledged record: raise it to 2."
        )
    }

    private static let day: Int64 = 86_400_000

    private func retentionText(_ topic: Needs.Topic, _ settings: [String: String]) -> String? {
        let isRead = topic.purpose == .requests || topic.purpose == .bulkRequests
        guard isRead || topic.purpose == .deadLetters else { return nil }
        let loss = isRead ? "never answered" : "never looked at"
        if let time = settings["retention.ms"].flatMap({ Int64($0) }), time >= 0, time < Self.day {
            return
                "retention.ms is \(time), which is less than a day: what is not read within it is \(loss); raise it above the longest time that workers may be away."
        }
        if let bytes = settings["retention.bytes"].flatMap({ Int64($0) }), bytes >= 0 {
            return "retention.bytes is \(bytes): what is beyond it is \(loss); set -1, or more than a backlog ever has."
        }
        return nil
    }

    /// What clients send at most, by librdkafka's own default.
    private static let largestRecord = 1_000_000

    private func sizeText(_ settings: [String: String]) -> String? {
        guard let most = settings["max.message.bytes"].flatMap({ Int($0) }), most < Self.largestRecord else {
            return nil
        }
        return "max.message.bytes is \(most), so larger records are refused: raise it to \(Self.largestRecord) or more."
    }
}
