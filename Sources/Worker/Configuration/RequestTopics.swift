import Diagnosis
import Kafka
import Lexicon
import Providers

/// The topics a worker needs, made sure of before it joins its group.
struct RequestTopics: Sendable {
    let configuration: WorkerConfiguration
    let broker: ClientConfiguration
    /// Where requests come from that somebody waits for; none where this worker takes lists alone.
    let interactive: [String]
    /// Where lists come from; none where this worker leaves lists alone.
    let bulk: [String]
    private let languages: Languages

    init(configuration: WorkerConfiguration, broker: ClientConfiguration, dictionaries: any LookupService) {
        self.configuration = configuration
        self.broker = broker
        languages = Languages(dictionaries.languages)
        let codes = languages.all.map(\.code)
        interactive = configuration.topics.requestTopics(
            for: codes, lanes: configuration.lanes.intersection([.interactive]))
        bulk = configuration.topics.requestTopics(for: codes, lanes: configuration.lanes.intersection([.bulk]))
    }

    /// Those that a worker takes requests from, of topics that are there: also those that somebody named by another name
    /// of a language.
    func subscribed(_ partitions: [String: Int]) -> [String] {
        let named = configuration.topics.requestTopicsByOtherNames(among: partitions.keys, of: languages)
            .filter { configuration.lanes.contains($0.lane) }
        return interactive + bulk.filter { partitions[$0] != nil } + named.map(\.topic)
    }

    private func lane(of topic: String) -> Lane? {
        configuration.topics.language(of: topic, among: languages)?.lane
    }

    /// The topics that requests of all lanes come on, with their partitions as they are now, whether or not this worker
    /// takes from them; for the share of the pace.
    func partitions() async throws(KafkaError) -> [String: Int] {
        requestTopics(of: try await Admin.topics(using: broker))
    }

    private func requestTopics(of all: [String: Int]) -> [String: Int] {
        all.filter { $0.key == configuration.topics.requests || lane(of: $0.key) != nil }
    }

    /// The number of partitions of each request topic, once all topics are there, and whether the broker is an embedded
    /// one; nil where the task was cancelled first. While the broker is away it goes on trying, and says so once.
    func prepared() async throws -> (partitions: [String: Int], isEmbedded: Bool)? {
        try await Admin.onceAnswered(by: broker) { () throws(KafkaError) in
            (requestTopics(of: try await present()), try await Admin.isEmbedded(using: broker))
        }
    }

    private func present() async throws(KafkaError) -> [String: Int] {
        var partitions = try await Admin.topics(using: broker)
        let needs = configuration.needs(of: languages, amid: partitions.keys)
        // Whoever shares answers sees to their topic, which has settings of its own.
        let needed = needs.topics.filter { $0.isRequired && $0.purpose != .answers }.map(\.name)
        try await needs.checkRights(using: broker)
        let missing = needed.filter { partitions[$0] == nil }
        if let count = configuration.createTopics {
            let created = missing + bulk.filter { partitions[$0] == nil }
            guard !created.isEmpty else { return partitions }
            try await Admin.createTopics(created, partitions: count, using: broker)
            for name in created { partitions[name] = count }
            return partitions
        }
        guard missing.isEmpty else {
            throw KafkaError(
                .unknownTopic,
                "The broker has no topic \(missing.joined(separator: ", ")): create them, or start with --create-topics PARTITIONS."
            )
        }
        let absent = bulk.filter { partitions[$0] == nil }
        if !absent.isEmpty {
            broker.logger.notice(
                "the bulk lane is off for want of topics; it is taken up once they are there",
                metadata: ["topics": "\(absent.joined(separator: ", "))"])
        }
        return partitions
    }
}
