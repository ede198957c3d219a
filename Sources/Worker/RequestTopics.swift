import Kafka
import Lexicon
import Providers

/// The topics a worker needs, made sure of before it joins its group.
struct RequestTopics: Sendable {
    let configuration: WorkerConfiguration
    let broker: ClientConfiguration
    /// Where requests come from.
    let names: [String]

    init(configuration: WorkerConfiguration, broker: ClientConfiguration, dictionaries: any Dictionaries) {
        self.configuration = configuration
        self.broker = broker
        names = configuration.topics.requestTopics(for: dictionaries.languages.map(\.code))
    }

    private var needed: [String] {
        names + [configuration.topics.deadLetters] + [configuration.publishTo].compactMap(\.self)
    }

    /// The number of partitions of each topic, once all are there; nil where the task was cancelled first. While the
    /// broker is away it goes on trying, and says so once.
    func prepared() async throws -> [String: Int]? {
        var isSaid = false
        while !Task.isCancelled {
            do throws(KafkaError) {
                return try await present()
            } catch {
                guard error.isRetriable else { throw error }
                if !isSaid {
                    broker.logger.warning(
                        "the broker does not answer, trying on",
                        metadata: ["servers": "\(broker.bootstrapServers)", "error": "\(error)"])
                }
                isSaid = true
                try? await Task.sleep(for: .seconds(1))
            }
        }
        return nil
    }

    private func present() async throws(KafkaError) -> [String: Int] {
        var partitions = try await Admin.partitions(of: needed, using: broker)
        let missing = needed.filter { partitions[$0] == nil }
        guard !missing.isEmpty else { return partitions }
        guard let count = configuration.createTopics else {
            throw KafkaError(
                .unknownTopic,
                "The broker has no topic \(missing.joined(separator: ", ")): create them, or start with --create-topics PARTITIONS."
            )
        }
        try await Admin.createTopics(missing, partitions: count, using: broker)
        for name in missing { partitions[name] = count }
        return partitions
    }
}
