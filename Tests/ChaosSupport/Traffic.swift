import Foundation
import Kafka
import Lexicon
import Synchronization
import TestSupport

/// Sends requests, reads what becomes of them, and keeps the account.
///
/// Each request has an id in `kafka_correlationId`, which a reply repeats and a dead letter keeps, and a partition that
/// is chosen here, so that the account knows its lane.
public final class Traffic: Sendable {
    public enum Kind: Sendable {
        case word(Sites.Site)
        /// A word of a list, in the bulk lane.
        case listed(Sites.Site)
        /// A word whose reply is to go to another topic.
        case reply(to: String, ending: Account.Ending)
        case poison(Poison)
    }

    private struct State {
        var account = Account()
        var sent = 0
        var unsent = 0
        /// Of the first reply to each request, by its id.
        var outcomes: [String: String] = [:]
    }

    private let cluster: Cluster
    private let producer: Producer
    private let readers: [(Account.Ending, TopicReader)]
    private let reading: Task<Void, Never>
    private let state: Arc

    private final class Arc: Sendable {
        let value = Mutex(State())
    }

    /// The topics have to be there.
    public init(_ cluster: Cluster) async throws {
        self.cluster = cluster
        let state = Arc()
        self.state = state
        producer = try Producer(cluster.configuration)
        let replies = try await TopicReader(cluster.configuration, topic: cluster.replies, from: .beginning)
        let letters = try await TopicReader(
            cluster.configuration, topic: cluster.topics.deadLetters, from: .beginning)
        readers = [(.reply, replies), (.deadLetter, letters)]
        reading = Task { [readers] in
            await withTaskGroup { group in
                for (ending, reader) in readers {
                    group.addTask {
                        while let records = try? await reader.take(upTo: 1_000) {
                            let now = ContinuousClock.now
                            state.value.withLock { state in
                                for record in records {
                                    guard let id = record.correlationID else { continue }
                                    guard state.account.receive(ending, of: id, at: now) else { continue }
                                    if let outcome = record.outcome, state.outcomes[id] == nil {
                                        state.outcomes[id] = outcome
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    public var account: Account { state.value.withLock(\.account) }

    /// How many of these requests, by their ids, have been answered with each outcome.
    public func outcomes(of ids: some Sequence<String>) -> [String: Int] {
        let outcomes = state.value.withLock(\.outcomes)
        return ids.reduce(into: [:]) { counts, id in
            if let outcome = outcomes[id] { counts[outcome, default: 0] += 1 }
        }
    }

    /// How many words of a site have been answered.
    public func answered(from site: Sites.Site) -> Int {
        let topic = cluster.topics.topic(of: site.language)
        return account.done { $0.topic == topic }
    }

    /// Notes a kill, or the beginning and end of an absence.
    public func disturb(from begin: Account.Instant = .now, until end: Account.Instant = .now) {
        state.value.withLock { $0.account.disturb(from: begin, until: end) }
    }

    /// Notes that members come and go from now on, until the group is steady again.
    public func rebalance(for length: Duration) {
        state.value.withLock { $0.account.rebalance(from: .now, until: .now + length) }
    }

    /// Sends one request, and returns its id, which is its word too.
    @discardableResult
    public func send(_ kind: Kind, deadline: Date? = nil) -> String {
        let number = state.value.withLock { state in
            state.sent += 1
            return state.sent
        }
        let topic = topic(of: kind)
        let lane = Account.Lane(topic: topic, partition: Int32(number % cluster.partitions))
        send(kind, number, on: lane, deadline: deadline)
        return "r\(number)"
    }

    /// Sends requests at a rate, for a while.
    public func send(
        perSecond rate: Int, for duration: Duration, _ kind: (_ number: Int) -> Kind = { _ in .word(.healthy) }
    ) async throws {
        let begin = ContinuousClock.now
        for number in 0..<Int(duration / .seconds(1) * Double(rate)) {
            try await Task.sleep(until: begin + .seconds(1) / rate * number, clock: .continuous)
            send(kind(number))
        }
    }

    /// Waits until every request has come to its end, and then until one more of every lane has, so that whatever was
    /// done again before it has come too. Returns the account; what has not come by then is lost.
    public func settle(within limit: Duration = .seconds(600)) async throws -> Summary {
        try? await ending(within: limit)
        for lane in account.usedLanes {
            let number = state.value.withLock { state in
                state.sent += 1
                return state.sent
            }
            send(.word(.healthy), number, on: lane)
        }
        try? await ending(within: limit)
        let (summary, unsent) = state.value.withLock { ($0.account.summary, $0.unsent) }
        guard unsent == 0 else { throw Unsent(requests: unsent) }
        return summary
    }

    /// Some requests never reached the broker: the run says nothing about the workers.
    public struct Unsent: Error { public let requests: Int }

    /// Waits until every request so far has come to its end.
    public func ending(within limit: Duration = .seconds(600)) async throws {
        try await eventually(within: limit) { self.account.pending.isEmpty }
    }

    /// Ends the reading and the sending.
    public func close() async {
        for (_, reader) in readers { await reader.close(within: .seconds(5)) }
        await producer.close(within: .seconds(5))
        await reading.value
    }

    private func topic(of kind: Kind) -> String {
        switch kind {
        case .word(let site): cluster.topics.topic(of: site.language)
        case .listed(let site): cluster.topics.topic(of: site.language, lane: .bulk)
        case .poison(let poison) where poison.isForAnyLanguage: cluster.topics.requests
        case .poison, .reply: cluster.topics.topic(of: Sites.Site.healthy.language)
        }
    }

    private func send(_ kind: Kind, _ number: Int, on lane: Account.Lane, deadline: Date? = nil) {
        let id = "r\(number)"
        var headers = [Header(name: WireHeader.correlationID, value: Array(id.utf8))]
        let value: [UInt8]?
        let ending: Account.Ending
        switch kind {
        case .word, .listed:
            (value, ending) = (request(id, number, replies: cluster.replies, on: lane, deadline: deadline), .reply)
        case .reply(let topic, let end): (value, ending) = (request(id, number, replies: topic, on: lane), end)
        case .poison(let poison):
            value = poison.value(word: id, replies: cluster.replies, requests: cluster.topics.requests)
            headers += poison.headers
            ending = poison.ending
        }
        let record = ProducerRecord(
            topic: lane.topic, partition: lane.partition, key: Array(id.utf8), value: value, headers: headers)
        // Under the lock, so that requests lie in their lanes in the order in which they are noted.
        state.value.withLock { state in
            state.account.send(id, on: lane, ending: ending, at: .now)
            do {
                try producer.enqueue(record) { [arc = self.state] result in
                    guard case .failure = result else { return }
                    arc.value.withLock { $0.unsent += 1 }
                }
            } catch {
                state.unsent += 1
            }
        }
    }

    /// In both forms by turns. The topic for all languages has to be told which.
    private func request(_ word: String, _ number: Int, replies: String, on lane: Account.Lane, deadline: Date? = nil)
        -> [UInt8]
    {
        var text = #"{"word":"\#(word)","response_topic":"\#(replies)""#
        if number.isMultiple(of: 2) { text += #","id":"\#(word)""# }
        if let deadline { text += #","deadline":"\#(deadline.formatted(.iso8601))""# }
        if lane.topic == cluster.topics.requests { text += #","language":"\#(Sites.Site.healthy.language)""# }
        return Array((text + "}").utf8)
    }
}

extension ConsumerRecord {
    fileprivate var correlationID: String? { text(of: WireHeader.correlationID) }
    fileprivate var outcome: String? { text(of: WireHeader.outcome) }

    private func text(of header: String) -> String? {
        headers.first { $0.name == header }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
