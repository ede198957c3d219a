import Diagnosis
import Foundation
import Kafka
import Lexicon

/// What `dico doctor` saw, for programs. What is not known is not there.
struct DoctorJSON: Encodable {
    struct Versions: Encodable {
        let dico = Program.version
        let libraries = SystemLibraries.versions
        let broker: String?
    }

    struct Cluster: Encodable {
        let id: String
        let embedded: Bool
        /// `host:port` by number.
        let brokers: [String: String]
    }

    struct Topic: Encodable {
        let name: String
        let purpose: String
        let partitions: Int?
        let replicas: Int?
        let inSync: Int?
        let lag: Int64?
        let settings: [String: String]
    }

    struct Group: Encodable {
        struct Member: Encodable {
            let client: String
            let host: String
            let instance: String?
            let partitions: [String]
        }

        let name: String
        let state: String?
        let strategy: String?
        let members: [Member]?
        let lag: Int64?
    }

    struct Finding: Encodable {
        let weight: String
        let subject: String
        let text: String
    }

    let versions: Versions
    let servers: String
    let role: String
    let cluster: Cluster?
    let topics: [Topic]?
    let group: Group?
    let missingRights: [String]?
    let gaps: [String]?
    let findings: [Finding]
    let ok: Bool

    init(_ report: DoctorReport) {
        let survey = try? report.survey.get()
        versions = Versions(broker: survey?.release)
        servers = report.servers
        role = report.role.rawValue
        cluster = survey.map { Cluster($0.cluster) }
        topics = survey.map { survey in survey.needs.topics.map { Topic(TopicState($0, in: survey)) } }
        group = survey.flatMap { survey in survey.needs.group.map { Group($0, survey) } }
        missingRights = survey.map { $0.needs.missing(in: $0.rights).map(\.description) }
        gaps = survey?.gaps
        findings = report.findings.map { Finding(weight: $0.weight.rawValue, subject: $0.subject, text: $0.text) }
        ok = !report.hasProblems
    }

    /// The object as one line.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // Texts and numbers alone, which can always be encoded.
        return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
    }
}

extension DoctorJSON.Cluster {
    fileprivate init(_ cluster: ClusterDescription) {
        self.init(
            id: cluster.id, embedded: cluster.isEmbedded,
            brokers: Dictionary(uniqueKeysWithValues: cluster.brokers.map { ("\($0.key)", $0.value) }))
    }
}

extension DoctorJSON.Topic {
    fileprivate init(_ state: TopicState) {
        self.init(
            name: state.topic.name, purpose: state.topic.purpose.rawValue, partitions: state.partitions?.count,
            replicas: state.replicas, inSync: state.inSync, lag: state.lag, settings: state.settings)
    }
}

extension DoctorJSON.Group {
    fileprivate init(_ name: String, _ survey: Survey) {
        self.init(
            name: name, state: survey.group?.state.rawValue, strategy: survey.group?.assignmentStrategy,
            members: survey.group?.members.map {
                Member(
                    client: $0.clientID, host: $0.host, instance: $0.instanceID,
                    partitions: $0.partitions.map(\.description))
            }, lag: survey.waiting)
    }
}
