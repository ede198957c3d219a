import Foundation
import Kafka
import Lexicon
import Synchronization

/// Looks words up over Kafka: sends requests in full form and matches the replies that come back.
///
/// Any number of clients may share a reply topic: each reads all of it and keeps what answers its own requests.
public final class LookupClient: Lookups {
    private typealias ReplyOrSilence = Result<LookupReply, Silence>

    private struct State {
        /// Who waits, by correlation id.
        var waiting: [[UInt8]: CheckedContinuation<ReplyOrSilence, Never>] = [:]
        /// Why no reply can come any more.
        var end: Silence?
        /// Whether no broker is in reach, as far as is known.
        var isBrokerAway = false
        /// When the broker last gave a sign of life.
        var lastSign = ContinuousClock.now
        var topics: RequestTopics
    }

    /// How old the list of the cluster's topics may become: a lane may be opened at any time.
    private static let topicAge = Duration.seconds(30)

    private let broker: ClientConfiguration
    private let producer: Producer
    private let reader: TopicReader
    private let replyTopic: String
    private let state: Mutex<State>
    private let taking = Mutex<Task<KafkaError?, Never>?>(nil)

    /// Connects, and reads the reply topic from its end on.
    ///
    /// - Parameters:
    ///   - languages: Those that may be asked for by other names than their codes; nil where only codes are used.
    ///   - replyTopic: Created where it is missing.
    /// - Throws: `.unreachable`, naming the servers, after some seconds without an answer; `.configuration` for
    ///   properties that librdkafka does not take.
    public init(
        broker: ClientConfiguration, topics: TopicLayout, languages: Languages? = nil, replyTopic: String
    ) async throws(KafkaError) {
        self.broker = broker
        self.replyTopic = replyTopic
        producer = try Producer(broker)
        try await Admin.ensureTopics([replyTopic], partitions: 1, using: broker)
        let present = try await Admin.topics(using: broker)
        state = Mutex(
            State(topics: RequestTopics(layout: topics, languages: languages, present: Set(present.keys))))
        reader = try await TopicReader(broker, topic: replyTopic, from: .end)
        // Both last until the reader's taking ends, which is when this is closed or let go of.
        let taking = Task { [weak self, reader] () -> KafkaError? in
            do throws(KafkaError) {
                while let records = try await reader.take(upTo: 1_000) {
                    for record in records { self?.accept(record) }
                }
                self?.end(.closed)
                return nil
            } catch {
                self?.end(.refused(error.description))
                return error
            }
        }
        self.taking.withLock { $0 = taking }
        Task { [weak self] in
            while let isOpen = self?.isOpen, isOpen {
                await self?.listen()
                try await Task.sleep(for: SignOfLife.pause)
            }
        }
        Task { [weak self] in
            while true {
                try await Task.sleep(for: Self.topicAge)
                guard let isOpen = self?.isOpen, isOpen else { return }
                await self?.lookForTopics()
            }
        }
    }

    deinit {
        reader.stopTaking()
    }

    /// Waits until no reply can come any more; the error that is to blame, nil where this was closed.
    public func ended() async -> KafkaError? {
        await taking.withLock { $0 }?.value
    }

    /// As of the last sign of life of the broker.
    public var trouble: String? { silence?.description }

    /// Why nobody who asks now would get a reply.
    private var silence: Silence? {
        state.withLock { $0.end ?? ($0.isBrokerAway ? brokerAway : nil) }
    }

    private var brokerAway: Silence { .brokerAway("The broker is away: no connection to \(broker.bootstrapServers).") }

    private var isOpen: Bool { state.withLock { $0.end == nil } }

    private func lookForTopics() async {
        guard let topics = try? await Admin.topics(using: broker) else { return }
        state.withLock { $0.topics.present = Set(topics.keys) }
    }

    /// Asks the broker for a sign of life. Where none comes, nobody is to wait any more, and then hear that the worker
    /// is to blame.
    private func listen() async {
        let asked = ContinuousClock.now
        let isInReach = await reader.isAnswered(within: SignOfLife.patience)
        state.withLock { state in
            state.isBrokerAway = !isInReach
            if isInReach { state.lastSign = asked }
        }
        if !isInReach { settleAll(brokerAway) }
    }

    /// Whether the last broker was lost, or a sign of life is overdue.
    private var isBrokerSuspect: Bool {
        let lastSign = state.withLock { $0.lastSign }
        return reader.lastOutage.map { $0 > lastSign } ?? false || .now - lastSign > SignOfLife.pause * 2
    }

    /// The reply to `request`, which is sent in full form. Where none comes in time, or the request cannot be sent, that
    /// is a reply with the outcome `unavailable` and a sentence about it.
    public func lookup(_ request: LookupRequest, within limit: Duration) async -> LookupReply {
        do throws(Silence) {
            return try await reply(to: request, in: .interactive, within: limit)
        } catch {
            return LookupReply(
                id: request.id, word: request.word, language: request.language, outcome: .unavailable,
                error: error.description)
        }
    }

    /// Sends the request, and waits for whatever comes with its id.
    public func reply(
        to request: LookupRequest, in lane: Lane, within limit: Duration
    ) async throws(Silence) -> LookupReply {
        if let silence { throw silence }
        var request = request
        request.form = .full
        return try await answer(to: request, in: lane, within: limit).get()
    }

    private func answer(to request: LookupRequest, in lane: Lane, within limit: Duration) async -> ReplyOrSilence {
        let correlation = withUnsafeBytes(of: UUID().uuid) { Array($0) }
        let timer = Task { [weak self] in
            try await Task.sleep(for: limit)
            guard let self else { return }
            settle(correlation, .failure(isBrokerSuspect ? brokerAway : .timedOut(limit)))
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let end = state.withLock { state in
                    if state.end == nil { state.waiting[correlation] = continuation }
                    return state.end
                }
                if let end { return continuation.resume(returning: .failure(end)) }
                send(request, in: lane, correlation)
                // The handler may have run before there was anybody to tell.
                if Task.isCancelled { cancel(correlation) }
            }
        } onCancel: {
            cancel(correlation)
        }
    }

    private func send(_ request: LookupRequest, in lane: Lane, _ correlation: [UInt8]) {
        let record = ProducerRecord(
            topic: state.withLock { $0.topics.topic(for: request, lane: lane) }, key: Array(request.word.utf8),
            value: request.encoded(),
            headers: [
                Header(name: WireHeader.replyTopic, value: Array(replyTopic.utf8)),
                Header(name: WireHeader.correlationID, value: correlation),
            ])
        do throws(KafkaError) {
            try producer.enqueue(record) { [weak self] result in
                guard case .failure(let error) = result else { return }
                self?.settle(correlation, .failure(.refused(error.description)))
            }
        } catch {
            settle(correlation, .failure(.refused(error.description)))
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
        settle(correlation, .failure(.cancelled))
    }

    private func settle(_ correlation: [UInt8], _ answer: ReplyOrSilence) {
        state.withLock { $0.waiting.removeValue(forKey: correlation) }?.resume(returning: answer)
    }

    private func end(_ silence: Silence) {
        state.withLock { $0.end = $0.end ?? silence }
        settleAll(silence)
    }

    private func settleAll(_ silence: Silence) {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for continuation in waiting { continuation.resume(returning: .failure(silence)) }
    }

    /// Stops waiting: whoever waits gets a reply that says so.
    func stop() {
        reader.stopTaking()
    }

    /// Stops waiting, as whoever waits is told, and disconnects.
    public func close() async {
        stop()
        await producer.close(within: .seconds(1))
        await reader.close(within: .seconds(5))
    }
}
