import Answers
import Foundation
import Kafka
import Lexicon

/// The answers of a topic.
public struct TopicArchive: AnswerArchive {
    private struct Place: Hashable {
        let partition: Int32
        let offset: Int64
    }

    private static let patience = Duration.seconds(5)

    private let topic: AnswersTopic

    /// Connects when it is first asked.
    public init(topic name: String, broker: ClientConfiguration) {
        topic = AnswersTopic(
            name: name,
            // The default of five minutes suits a service that waits for its broker, and no person at a terminal.
            broker: ClientConfiguration(
                bootstrapServers: broker.bootstrapServers,
                properties: [ClientConfiguration.Property("message.timeout.ms", "30000")] + broker.properties,
                logger: broker.logger),
            createWith: nil, longestLife: .zero)
    }

    /// The newest of each key, to the end that the topic has now.
    public func forEach(
        _ choice: AnswerChoice, _ body: @escaping @Sendable (AnswerKey, SourceAnswer, [UInt8]) throws -> Void
    ) async throws {
        let newest = try await newest()
        try await read { record, item in
            guard case .answer(let key, let answer, let value) = item,
                newest[key] == Place(partition: record.topicPartition.partition, offset: record.offset),
                choice.contains(key, fetchedAt: answer.fetchedAt)
            else { return }
            try body(key, answer, value)
        }
    }

    /// Sends a tombstone for each, which all who share heed.
    public func forget(_ choice: AnswerChoice) async throws -> Int {
        let chosen = Chosen()
        try await forEach(choice) { key, _, _ in chosen.keys.withLock { $0.append(key) } }
        let keys = chosen.keys.withLock { $0 }
        try await send(keys.map(topic.tombstone))
        return keys.count
    }

    /// Sends each, and returns when the broker has them.
    public func keep(_ answers: [(AnswerKey, SourceAnswer)]) async throws {
        try await send(answers.map { topic.record(of: $1, for: $0) })
    }

    /// Where the newest answer to each key lies. A tombstone counts where it comes last.
    private func newest() async throws -> [AnswerKey: Place] {
        var newest: [AnswerKey: (place: Place, fetchedAt: Date)] = [:]
        try await read { record, item in
            switch item {
            case .forget(let key): newest[key] = nil
            case .answer(let key, let answer, _):
                if let known = newest[key], known.fetchedAt > answer.fetchedAt { return }
                let place = Place(partition: record.topicPartition.partition, offset: record.offset)
                newest[key] = (place, answer.fetchedAt)
            }
        }
        return newest.mapValues(\.place)
    }

    private func read(_ body: (ConsumerRecord, SharedRecord) throws -> Void) async throws {
        // A broker may create a topic that is read; one that is looked for stays missing.
        guard try await Admin.partitions(of: [topic.name], using: topic.broker)[topic.name] != nil else {
            throw KafkaError(
                .unknownTopic,
                "The broker at \(topic.broker.bootstrapServers) has no topic \(topic.name): nothing was shared yet, or --answers-topic names another."
            )
        }
        let reader = try await TopicReader(topic.broker, topic: topic.name, from: .beginning, stopsAtEnd: true)
        do {
            while let records = try await reader.take(upTo: 1_000) {
                for record in records {
                    if let item = SharedRecord(record, now: Date()) { try body(record, item) }
                }
            }
        } catch {
            await reader.close(within: Self.patience)
            throw error
        }
        await reader.close(within: Self.patience)
    }

    private func send(_ records: [ProducerRecord]) async throws(KafkaError) {
        let producer = try Producer(topic.broker)
        do throws(KafkaError) {
            for record in records { try await producer.send(record) }
        } catch {
            await producer.close(within: .seconds(1))
            throw error
        }
        await producer.close(within: Self.patience)
    }
}
