import Answers
import Foundation
import Kafka
import Lexicon
import Logging
import ServiceLifecycle
import SharedAnswers
import TestSupport

/// A broker with a topic of shared answers.
struct Fleet {
    static let topic = "dictionary-answers"

    let broker: EmbeddedBroker

    init(partitions: Int = 2) async throws {
        broker = try await EmbeddedBroker(topics: [Self.topic: partitions])
    }

    func configuration(logger: Logger = silence) -> ClientConfiguration {
        ClientConfiguration(
            bootstrapServers: broker.bootstrapServers, properties: [("fetch.wait.max.ms", "10")], logger: logger)
    }

    static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func shelf(_ disk: AnswerDisk? = nil, memoryBytes: Int = AnswerKeeping.memoryBytes) -> AnswerShelf {
        AnswerShelf(
            of: [
                AnswerSource(
                    language: "de", credit: SourceCredit(id: "wiktionary", name: "Wiktionary"),
                    terms: AnswerTerms(revision: "1"))
            ], keeping: AnswerKeeping(memoryBytes: memoryBytes, disk: disk))
    }

    static func key(_ word: String) -> AnswerKey { AnswerKey(language: "de", source: "wiktionary", word: word) }

    static func answer(_ definition: String = "x", at date: Date = Date()) -> SourceAnswer {
        SourceAnswer(
            outcome: .found, entries: [Entry(headword: "w", senses: [Sense(definition: definition)])], fetchedAt: date,
            revision: "1")
    }

    /// Sends records as anybody may.
    func send(_ records: [(key: String?, value: [UInt8]?)]) async throws {
        let producer = try Producer(configuration())
        for (key, value) in records {
            try await producer.send(ProducerRecord(topic: Self.topic, key: key.map { Array($0.utf8) }, value: value))
        }
        await producer.close(within: .seconds(10))
    }

    /// Shares the answers of a shelf while `body` runs.
    func sharing<Value: Sendable>(
        _ shelf: AnswerShelf, logger: Logger = silence, createTopic: Int? = nil,
        _ body: @escaping @Sendable (SharedAnswers) async throws -> Value
    ) async throws -> Value {
        let shared = SharedAnswers(
            shelf, topic: Self.topic, broker: configuration(logger: logger), createTopic: createTopic)
        let group = ServiceGroup(services: [shared], logger: Self.silence)
        return try await withThrowingTaskGroup(of: Value?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            tasks.addTask {
                let value = try await body(shared)
                await group.triggerGracefulShutdown()
                return value
            }
            var result: Value?
            for try await value in tasks { result = value ?? result }
            guard let result else { throw CancellationError() }
            return result
        }
    }
}
