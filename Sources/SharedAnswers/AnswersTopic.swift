import Answers
import Kafka
import Lexicon
import Logging

/// The topic of shared answers, as it is to be.
struct AnswersTopic: Sendable {
    let name: String
    let broker: ClientConfiguration
    /// How many partitions to create it with; nil to expect it.
    let createWith: Int?
    /// How long the longest-lived answer may be of use.
    let longestLife: Duration

    /// Sees to it that the topic is there, and returns the cluster's id.
    func prepared() async throws(KafkaError) -> String {
        let cluster = try await Admin.clusterID(using: broker)
        if try await Admin.partitions(of: [name], using: broker)[name] == nil {
            guard let createWith else {
                throw KafkaError(
                    .unknownTopic,
                    "The broker has no topic \(name): create it with cleanup.policy=\(TopicLayout.answersPolicy), or start with --create-topics PARTITIONS."
                )
            }
            let retention = Int64(longestLife / .milliseconds(1))
            try await Admin.createTopics(
                [name], partitions: createWith,
                settings: ["cleanup.policy": TopicLayout.answersPolicy, "retention.ms": "\(retention)"], using: broker)
        }
        try await checkPolicy()
        return cluster
    }

    private func checkPolicy() async throws(KafkaError) {
        let settings: [String: String]?
        do throws(KafkaError) {
            settings = try await Admin.settings(of: name, using: broker)
        } catch  where !error.isRetriable {
            // Who may not see the settings may read the topic all the same.
            return
        }
        guard let policy = settings?["cleanup.policy"], !TopicLayout.isAnswersPolicy(policy) else { return }
        broker.logger.warning(
            "the topic of shared answers has another policy than it should",
            metadata: ["topic": "\(name)", "cleanup.policy": "\(policy)", "expected": "\(TopicLayout.answersPolicy)"])
    }

    func record(of answer: SourceAnswer, for key: AnswerKey) -> ProducerRecord {
        ProducerRecord(topic: name, key: Array(key.description.utf8), value: answer.encoded())
    }

    /// The record by which all forget what is kept under `key`.
    func tombstone(for key: AnswerKey) -> ProducerRecord {
        ProducerRecord(topic: name, key: Array(key.description.utf8), value: nil)
    }
}
