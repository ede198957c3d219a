import Foundation
import Kafka
import Lexicon
import Synchronization

/// A client as the original exercise has it: it speaks the seed form, takes its answers on a topic of its own in a
/// group of its own, and says goodbye with the empty word.
public final class SeedClient: Sendable {
    /// What came back for a word.
    public struct Reply: Sendable, Hashable, Decodable {
        /// As it was asked; empty in a farewell.
        public var word: String
        /// Nil where there is no definition.
        public var definition: String?

        /// Whether this answers the farewell: nothing comes after it.
        public var isFarewell: Bool { word.isEmpty }
    }

    /// Words that were asked and not answered yet, with those who wait for none to be left.
    private struct Open {
        var words = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let open = Mutex(Open())
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
        if !word.isEmpty { open.withLock { $0.words += 1 } }
        let request = LookupRequest(word: word, form: .seed, responseTopic: responseTopic)
        try await producer.send(
            ProducerRecord(topic: requestTopic, key: Array(word.utf8), value: request.encoded(), headers: []))
    }

    /// The next answers, in the order they come; nil once the client is closed.
    public func answers() async throws(KafkaError) -> [Reply]? {
        try await consumer.take(upTo: 100)?.compactMap { record in
            consumer.store(next: record.offset + 1, for: record.topicPartition)
            // What is no answer is somebody else's, on a topic that anybody may write to.
            let answer = record.value.flatMap { try? JSONDecoder().decode(Reply.self, from: Data($0)) }
            if let answer, !answer.isFarewell { note(answered: 1) }
            return answer
        }
    }

    /// Waits until every word that was asked is answered, for `limit` at most.
    ///
    /// The words of a client lie in several partitions, among which nothing has an order: a farewell that is sent with
    /// them can be answered before they are.
    public func settled(within limit: Duration) async {
        let timer = Task {
            try? await Task.sleep(for: limit)
            if !Task.isCancelled { note(answered: .max) }
        }
        await withCheckedContinuation { continuation in
            let isSettled = open.withLock { open in
                if open.words > 0 { open.waiting.append(continuation) }
                return open.words == 0
            }
            if isSettled { continuation.resume() }
        }
        timer.cancel()
    }

    private func note(answered: Int) {
        let waiting = open.withLock { open in
            open.words = max(0, open.words - answered)
            guard open.words == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { open.waiting = [] }
            return open.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Leaves the group, and ends: what is not sent by then is lost.
    public func close() async {
        await consumer.close(within: .seconds(5))
        await producer.close(within: .seconds(5))
    }
}
