import Foundation
import Kafka
import Lexicon
import Logging

/// The Kafka cluster of one run, with topics and a group that no other run has.
///
/// It is the real one that `DICO_TEST_BOOTSTRAP` names, or an embedded one. What only the embedded one can do goes
/// through `embedded`, and is skipped where that is nil.
public final class Cluster: Sendable {
    public static let real = ProcessInfo.processInfo.environment["DICO_TEST_BOOTSTRAP"]
    public static var isEmbedded: Bool { real == nil }

    /// Takes orders for faults. Nil where the cluster is a real one.
    public let embedded: EmbeddedBroker?
    public let servers: String
    /// Brokers that leaders and coordinators can move between.
    public let brokers: Int
    public let group: String
    public let topics: TopicLayout
    public let replies: String
    public let partitions: Int
    public let session: Duration

    /// - Parameter brokers: Of an embedded cluster.
    public init(partitions: Int = 4, brokers: Int = 1) async throws {
        let name = "chaos-\(UUID().uuidString.prefix(8).lowercased())"
        self.partitions = partitions
        self.brokers = brokers
        group = name
        topics = TopicLayout(
            languagePrefix: "\(name)-dictionary-", bulkPrefix: "\(name)-bulk-", requests: "\(name)-requests",
            deadLetters: "\(name)-dead-letters")
        replies = "\(name)-replies"
        let codes = Sites.Site.allCases.map(\.language)
        if let real = Self.real {
            embedded = nil
            servers = real
            session = .seconds(6)
            // The others are for the workers to create.
            try await Admin.createTopics([replies], partitions: partitions, using: configuration)
        } else {
            // It takes no orders to create topics, and makes those that are asked for with four partitions each.
            let names = topics.requestTopics(for: codes) + [topics.deadLetters, replies]
            let broker = try await EmbeddedBroker(
                topics: Dictionary(uniqueKeysWithValues: names.map { ($0, partitions) }), brokers: brokers)
            embedded = broker
            servers = broker.bootstrapServers
            session = .seconds(3)
        }
    }

    /// For clients that send requests and read what became of them.
    public var configuration: ClientConfiguration {
        ClientConfiguration(
            bootstrapServers: servers, properties: [("fetch.wait.max.ms", "10")],
            logger: Logger(label: "chaos") { _ in SwiftLogNoOpLogHandler() })
    }

    /// What a worker is told about this cluster.
    var workerOptions: [String] {
        [
            "--bootstrap-servers", servers, "--group", group, "--topic-prefix", topics.languagePrefix,
            "--bulk-prefix", topics.bulkPrefix,
            "--requests-topic", topics.requests, "--dead-letters-topic", topics.deadLetters, "--create-topics",
            String(partitions), "-X", "session.timeout.ms=\(session.components.seconds * 1_000)", "-X",
            "heartbeat.interval.ms=300", "-X", "fetch.wait.max.ms=10",
        ]
    }
}
