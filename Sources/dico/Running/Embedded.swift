import Kafka
import Lexicon
import Logging
import Providers

/// The embedded broker in this process, with the topics that a worker needs.
struct Embedded {
    let broker: EmbeddedBroker
    let configuration: ClientConfiguration

    /// - Parameters:
    ///   - replyTopic: Created too.
    ///   - shared: Whether there is to be a topic of shared answers.
    ///   - properties: Go before those that make a group quick to form.
    init(
        languages: [LanguageSummary], topics layout: TopicLayout, replyTopic: String,
        properties: [ClientConfiguration.Property] = [], shared: Bool = false, logger: Logger
    ) async throws {
        let topics =
            layout.requestTopics(for: languages.map(\.code)) + [layout.deadLetters, replyTopic]
            + (shared ? [layout.answers] : [])
        broker = try await EmbeddedBroker(topics: Dictionary(topics.map { ($0, 2) }) { first, _ in first })
        configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers, properties: Self.quick + properties, logger: logger)
        // Properties that do not fit are refused before anybody listens.
        _ = try await Admin.topics(using: configuration)
    }

    /// What makes a group quick to form, and an idle fetch quick to answer, on the embedded broker.
    private static let quick: [ClientConfiguration.Property] = [
        .init("session.timeout.ms", "3000"), .init("heartbeat.interval.ms", "300"), .init("fetch.wait.max.ms", "10"),
    ]
}
