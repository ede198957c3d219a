import Foundation
import Kafka
import Lexicon
import Synchronization

/// Looks words up over Kafka: sends requests in full form and matches the replies that come back.
///
/// Any number of clients may share a reply topic: each reads all of it and keeps what answers its own requests.
public final class LookupClient: Sendable {
    /// Why a request has no reply.
    private struct Silence: Error {
        var sentence: String
    }

    private typealias Answer = Result<LookupReply, Silence>

    private struct State {
        /// Who waits, by correlation id.
        var waiting: [[UInt8]: CheckedContinuation<Answer, Never>] = [:]
        /// Why no reply can come any more.
        var end: Silence?
    }

    private let producer: Producer
    private let reader: TopicReader
    private let requestTopic: String
    private let replyTopic: String
    private let state = Mutex(State())

    /// Connects, and reads the reply topic from its end on.
    ///
    /// - Parameter replyTopic: Created where it is missing.
    /// - Throws: `.unreachable`, naming the servers, after some seconds without an answer; `.configuration` for
    ///   properties that librdkafka does not take.
    public init(broker: ClientConfiguration, topics: TopicLayout, replyTopic: String) async throws(KafkaError) {
        requestTopic = topics.requests
        self.replyTopic = replyTopic
        producer = try Producer(broker)
        try await Admin.ensureTopics([replyTopic], partitions: 1, using: broker)
        reader = try await TopicReader(broker, topic: replyTopic, from: .end)
        // Lasts until the reader's taking ends, which is when this is closed or let go of.
        Task { [weak self, reader] in
            do throws(KafkaError) {
                while let records = try await reader.take(upTo: 1_000) {
                    for record in records { self?.accept(record) }
                }
                self?.end(Silence(sentence: "The client was closed before there was an answer."))
            } catch {
                self?.end(Silence(sentence: error.description))
            }
        }
    }

    deinit {
        reader.stopTaking()
    }

    /// The reply to `request`, which is sent in full form. Where none comes in time, or the request cannot be sent, that
    /// is a reply with the outcome `unavailable` and a sentence about it.
    public func lookup(_ request: LookupRequest, within limit: Duration) async -> LookupReply {
        var request = request
        request.form = .full
        switch await answer(to: request, within: limit) {
        case .success(let reply):
            return reply
        case .failure(let silence):
            return LookupReply(
                id: request.id, word: request.word, language: request.language, outcome: .unavailable,
                error: silence.sentence)
        }
    }

    private func answer(to request: LookupRequest, within limit: Duration) async -> Answer {
        let correlation = withUnsafeBytes(of: UUID().uuid) { Array($0) }
        let timer = Task { [weak self] in
            try await Task.sleep(for: limit)
            let sentence = "There was no answer within \(limit): check that a worker runs on this broker."
            self?.settle(correlation, .failure(Silence(sentence: sentence)))
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let end = state.withLock { state in
                    if state.end == nil { state.waiting[correlation] = continuation }
                    return state.end
                }
                if let end { return continuation.resume(returning: .failure(end)) }
                send(request, correlation)
                // The handler may have run before there was anybody to tell.
                if Task.isCancelled { cancel(correlation) }
            }
        } onCancel: {
            cancel(correlation)
        }
    }

    private func send(_ request: LookupRequest, _ correlation: [UInt8]) {
        let record = ProducerRecord(
            topic: requestTopic, key: Array(request.word.utf8), value: request.encoded(),
            headers: [
                Header(name: WireHeader.replyTopic, value: Array(replyTopic.utf8)),
                Header(name: WireHeader.correlationID, value: correlation),
            ])
        do throws(KafkaError) {
            try producer.enqueue(record) { [weak self] result in
                guard case .failure(let error) = result else { return }
                self?.settle(correlation, .failure(Silence(sentence: error.description)))
            }
        } catch {
            settle(correlation, .failure(Silence(sentence: error.description)))
        }
    }

    private func accept(_ record: ConsumerRecord) {
        guard let correlation = record.headers.last(where: { $0.name == WireHeader.correlationID })?.value,
            state.withLock({ $0.waiting[correlation] != nil }),
            let reply = record.value.flatMap({ try? LookupReply(decoding: $0) })
        else { return }
        settle(correlation, .success(reply))
    }

    private func cancel(_ correlation: [UInt8]) {
        settle(correlation, .failure(Silence(sentence: "Nobody waits for the answer any more.")))
    }

    private func settle(_ correlation: [UInt8], _ answer: Answer) {
        state.withLock { $0.waiting.removeValue(forKey: correlation) }?.resume(returning: answer)
    }

    private func end(_ silence: Silence) {
        let waiting = state.withLock { state in
            state.end = silence
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume(returning: .failure(silence)) }
    }

    /// Stops waiting: whoever waits gets a reply that says so.
    public func close() async {
        reader.stopTaking()
        await producer.close(within: .seconds(1))
        await reader.close(within: .seconds(5))
    }
}
