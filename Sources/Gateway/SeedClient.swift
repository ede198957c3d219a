import Foundation
import Kafka
import Lexicon

/// A client as the original exercise has it: it speaks the seed form, takes its answers on a topic of its own in a
/// group of its own, and says goodbye with the empty word.
public final class SeedClient: Sendable {
    /// What came back for a word.
    public struct Answer: Sendable, Hashable, Decodable {
        public var word: String
        /// Nil where there is no definition.
        public var definition: String?

        /// Whether this answers the farewell: nothing comes after it.
        public var isFarewell: Bool { word.isEmpty }
    }

    private let producer: Producer
    private let consumer: Consumer
    private let requestTopic: String
    private let responseTopic: String

    /// - Parameters:
    ///   - requestTopic: The topic of a language.
    ///   - nickname: Who asks; part of the names of the response topic and of the group.
    public init(broker: ClientConfiguration, requestTopic: String, nickname: String) async throws {
        self.requestTopic = requestTopic
        responseTopic = "\(requestTopic)-\(nickname)"
        try await Admin.ensureTopics([responseTopic], partitions: 1, using: broker)
        producer = try Producer(broker)
        consumer = try Consumer(broker, group: "\(responseTopic)-group")
        try consumer.subscribe(to: [responseTopic])
    }

    /// Sends a word; returns when the broker has it. The empty word is the farewell.
    public func ask(_ word: String) async throws(KafkaError) {
        let request = LookupRequest(word: word, form: .seed, responseTopic: responseTopic)
        _ = try await producer.send(
            ProducerRecord(topic: requestTopic, key: Array(word.utf8), value: request.encoded(), headers: []))
    }

    /// The next answers, in the order they come; nil once the client is closed.
    public func answers() async throws(KafkaError) -> [Answer]? {
        try await consumer.take(upTo: 100)?.compactMap { record in
            // What is no answer is somebody else's, on a topic that anybody may write to.
            record.value.flatMap { try? JSONDecoder().decode(Answer.self, from: Data($0)) }
        }
    }

    public func close() async {
        await consumer.close(within: .seconds(5))
        await producer.close(within: .seconds(5))
    }
}
