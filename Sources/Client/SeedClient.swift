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

    /// A word that was asked and not answered yet.
    private struct Question {
        var word: String
        var asked = ContinuousClock.now
        /// Whether it was told that nobody answers.
        var isTold = false
    }

    private struct State {
        var open: [Question] = []
        /// Those who wait for none to be left.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let producer: Producer
    private let consumer: Consumer
    private let requestTopic: String
    private let responseTopic: String

    /// - Parameters:
    ///   - requestTopic: The topic of a language.
    ///   - nickname: Who asks; part of the names of the response topic and of the group, as far as letters without accents
    ///     and digits can tell it.
    /// - Throws: What `Admin.ensureTopics` throws.
    public init(broker: ClientConfiguration, requestTopic: String, nickname: String) async throws {
        self.requestTopic = requestTopic
        responseTopic = "\(requestTopic)-\(TopicLayout.part(for: nickname))"
        try await Admin.ensureTopics([responseTopic], partitions: 1, using: broker)
        producer = try Producer(broker)
        // Whoever comes back with the nickname waits there for nearly a session, and nobody waits so long for a word.
        let session: Duration? = try await Admin.isEmbedded(using: broker) ? .seconds(6) : nil
        consumer = try Consumer(broker, group: "\(responseTopic)-group", sessionTimeout: session)
        try consumer.subscribe(to: [responseTopic])
    }

    /// Sends a word, and does not wait until the broker has it. The empty word is the farewell.
    ///
    /// - Parameter failed: Told where the broker will never have it.
    /// - Throws: `.queueFull`, which passes, where too many words are on their way; what else `Producer.enqueue` throws.
    public func ask(_ word: String, failed: @escaping @Sendable (KafkaError) -> Void) throws(KafkaError) {
        let request = LookupRequest(word: word, form: .seed, responseTopic: responseTopic)
        let record = ProducerRecord(
            topic: requestTopic, key: Array(word.utf8), value: request.encoded(), headers: [])
        // Under the lock, so that no answer comes first.
        let refusal: KafkaError? = state.withLock { state in
            do throws(KafkaError) {
                try producer.enqueue(record) { result in
                    if case .failure(let undelivered) = result { failed(undelivered.error) }
                }
                if !word.isEmpty { state.open.append(Question(word: word)) }
                return nil
            } catch {
                return error
            }
        }
        if let refusal { throw refusal }
    }

    /// The next answers, in the order they come; nil once the client is closed.
    public func answers() async throws(KafkaError) -> [Reply]? {
        try await consumer.take(upTo: 100)?.compactMap { record in
            consumer.store(next: record.offset + 1, for: record.topicPartition)
            // What is no answer is somebody else's, on a topic that anybody may write to.
            let answer = record.value.flatMap { try? JSONDecoder().decode(Reply.self, from: Data($0)) }
            if let answer { note(answer) }
            return answer
        }
    }

    /// Whether a broker answers within `limit`.
    public func isAnswered(within limit: Duration) async -> Bool {
        await consumer.isAnswered(within: limit)
    }

    /// The words that have waited for an answer longer than `limit`; each is told once.
    public func unanswered(after limit: Duration) -> [String] {
        let now = ContinuousClock.now
        return state.withLock { state in
            let late = state.open.indices.filter { !state.open[$0].isTold && now - state.open[$0].asked > limit }
            for index in late { state.open[index].isTold = true }
            return late.map { state.open[$0].word }
        }
    }

    /// Waits until every word that was asked is answered, for `limit` at most, or until the task is cancelled.
    ///
    /// The words of a client lie in several partitions, among which nothing has an order: a farewell that is sent with
    /// them can be answered before they are.
    public func settled(within limit: Duration) async {
        let timer = Task {
            try? await Task.sleep(for: limit)
            if !Task.isCancelled { settle { _ in true } }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isSettled = state.withLock { state in
                    if !state.open.isEmpty, !Task.isCancelled { state.waiting.append(continuation) }
                    return state.open.isEmpty || Task.isCancelled
                }
                if isSettled { continuation.resume() }
            }
        } onCancel: {
            settle { _ in true }
        }
        timer.cancel()
    }

    private func note(_ answer: Reply) {
        settle { open in
            if let index = open.firstIndex(where: { $0.word == answer.word }) { open.remove(at: index) }
            return open.isEmpty
        }
    }

    /// Lets those go on who wait for the last answer, where `isSettled` says so.
    private func settle(_ isSettled: (inout [Question]) -> Bool) {
        let waiting = state.withLock { state in
            guard isSettled(&state.open) else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Leaves the group, and ends: what is not sent by then is lost.
    public func close() async {
        await consumer.close(within: .seconds(5))
        await producer.close(within: .seconds(5))
    }
}
