import Foundation
import Kafka
import Lexicon
import Logging
import TestSupport

/// An embedded broker in the test's own process, with the topics of a worker, and the two ends of its traffic.
struct RequestTraffic {
    static let replyTopic = "answers"

    let broker: EmbeddedBroker
    /// The partitions of all request topics together.
    let requestPartitions: Int
    private let producer: Producer
    private let configuration: ClientConfiguration

    /// - Parameter languages: The codes of those that the worker has; those of this repository where none are given.
    init(languages: [String]? = nil, partitions: Int = 2) async throws {
        let layout = TopicLayout()
        let requestTopics = layout.requestTopics(for: try languages ?? Self.languages())
        requestPartitions = requestTopics.count * partitions
        let topics = requestTopics + [layout.deadLetters, Self.replyTopic]
        broker = try await EmbeddedBroker(topics: Dictionary(topics.map { ($0, partitions) }) { first, _ in first })
        configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers, properties: [("fetch.wait.max.ms", "10")],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        producer = try Producer(configuration)
    }

    private static func languages() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Repository.providers).sorted().filter {
            FileManager.default.fileExists(atPath: "\(Repository.providers)/\($0)/provider.yaml")
        }
    }

    /// Starts a worker that serves its admin endpoints.
    func worker(_ arguments: String..., environment: [String: String] = [:]) throws -> DicoProcess {
        try DicoProcess(
            ["worker", "--bootstrap-servers", broker.bootstrapServers] + BrokerProcess.quick + arguments,
            environment: environment)
    }

    func send(_ value: String, to topic: String, headers: [String: String] = [:]) async throws {
        try await producer.send(
            ProducerRecord(
                topic: topic, value: Array(value.utf8),
                headers: headers.map { Header(name: $0.key, value: Array($0.value.utf8)) }))
    }

    /// Asks for a word in seed form.
    func ask(_ word: String, in language: String, headers: [String: String] = [:]) async throws {
        try await send(
            #"{"word": "\#(word)", "response_topic": "\#(Self.replyTopic)"}"#,
            to: TopicLayout().topic(of: language), headers: headers)
    }

    /// The first records of a topic.
    func records(_ count: Int, of topic: String = Self.replyTopic) async throws -> [ConsumerRecord] {
        let reader = try await TopicReader(configuration, topic: topic, from: .beginning)
        var records: [ConsumerRecord] = []
        while records.count < count, let more = try await reader.take(upTo: count - records.count) { records += more }
        await reader.close(within: .seconds(10))
        return records
    }
}
