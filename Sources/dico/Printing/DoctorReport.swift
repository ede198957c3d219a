import Diagnosis
import Kafka

/// Whose needs are looked at.
enum DoctorRole: String, CaseIterable {
    case worker, gateway
}

/// What `dico doctor` saw.
struct DoctorReport {
    let servers: String
    let role: DoctorRole
    /// A failure where there was no connection to be had.
    let survey: Result<Survey, KafkaError>

    var findings: [Finding] {
        switch survey {
        case .success(let survey): survey.findings
        case .failure(let error): [Finding(.problem, servers, error.description)]
        }
    }

    var hasProblems: Bool { findings.contains { $0.weight == .problem } }
}

/// One topic with what matters of it.
struct TopicState {
    /// What is shown of a topic's settings, because it loses or refuses records.
    static let settings = [
        "cleanup.policy", "retention.ms", "retention.bytes", "min.insync.replicas", "max.message.bytes",
    ]

    let topic: Needs.Topic
    /// Nil where it is not there, or may not be seen.
    let partitions: [ClusterDescription.Partition]?
    let settings: [String: String]
    /// Nil where nobody reads it in a group, or it is not known.
    let lag: Int64?

    init(_ topic: Needs.Topic, in survey: Survey) {
        self.topic = topic
        partitions = survey.cluster.topics[topic.name]
        settings = (survey.settings[topic.name] ?? [:]).filter { Self.settings.contains($0.key) }
        let figures = survey.lag.filter { $0.key.topic == topic.name }
        lag = figures.isEmpty ? nil : figures.values.reduce(0, +)
    }

    /// Of the partition that has the fewest.
    var replicas: Int? { partitions?.map(\.replicas.count).min() }
    var inSync: Int? { partitions?.map(\.inSyncReplicas.count).min() }
}
