import Lexicon
import Synchronization

/// Holds each farewell back until what its client asked before is answered: a pure account, by reply topic.
///
/// The reference implementation answers one request after the other, and its clients stop listening when their empty
/// word comes back. Here answers overtake each other, so the farewell would cut off those that take longer.
struct Farewells<Farewell> {
    private struct Topic {
        var outstanding = 0
        var held: [(farewell: Farewell, behind: Int)] = []

        mutating func ended() -> [Farewell] {
            outstanding -= 1
            // Nearly always there is none.
            guard !held.isEmpty else { return [] }
            for index in held.indices { held[index].behind -= 1 }
            let released = held.filter { $0.behind <= 0 }.map(\.farewell)
            held.removeAll { $0.behind <= 0 }
            return released
        }
    }

    private var topics: [String: Topic] = [:]

    /// A request that is answered to `topic` was taken.
    mutating func began(_ topic: String) {
        topics[topic, default: Topic()].outstanding += 1
    }

    /// It is done, or given up: returns the farewells that need wait no longer.
    ///
    /// A farewell counts completions and does not look whose they are: where several clients share a topic it may come
    /// a little early, but a busy topic can never hold it for good.
    mutating func ended(_ topic: String) -> [Farewell] {
        guard let place = topics.index(forKey: topic) else { return [] }
        let released = topics.values[place].ended()
        if topics.values[place].outstanding <= 0 { topics.remove(at: place) }
        return released
    }

    /// Gives up the farewells that `isGone` names.
    mutating func letGo(where isGone: (Farewell) -> Bool) -> [Farewell] {
        var gone: [Farewell] = []
        for topic in topics.keys {
            gone += topics[topic]?.held.map(\.farewell).filter(isGone) ?? []
            topics[topic]?.held.removeAll { isGone($0.farewell) }
        }
        return gone
    }

    /// Whether a farewell to `topic` may be answered now; else it is held.
    mutating func mayGo(_ farewell: Farewell, to topic: String) -> Bool {
        guard let outstanding = topics[topic]?.outstanding, outstanding > 0 else { return true }
        topics[topic]?.held.append((farewell, outstanding))
        return false
    }
}

/// The farewells of a worker, where the threads meet that take requests and that hear of delivered replies.
final class HeldFarewells: Sendable {
    struct Farewell: Sendable {
        let request: Request
        let reply: LookupReply
        let ticket: Assignment.Ticket
    }

    private struct Account {
        var waiting = Farewells<Farewell>()
        /// Those whose words may not be here yet, by number.
        var resting: [Int: Farewell] = [:]
        var lastNumber = 0
    }

    private let account = Mutex(Account())

    func began(_ request: Request) {
        guard let topic = Self.topic(of: request) else { return }
        account.withLock { $0.waiting.began(topic) }
    }

    func ended(_ requests: [Request]) -> [Farewell] {
        account.withLock { account in
            requests.flatMap { request in Self.topic(of: request).map { account.waiting.ended($0) } ?? [] }
        }
    }

    /// Gives up the farewells that `isGone` names, resting ones too.
    func letGo(where isGone: @Sendable (Farewell) -> Bool) -> [Farewell] {
        account.withLock { account in
            let rested = account.resting.filter { isGone($0.value) }
            for number in rested.keys { account.resting[number] = nil }
            return account.waiting.letGo(where: isGone) + rested.values
        }
    }

    /// Notes that a farewell rests, under the number that is returned.
    func rest(_ farewell: Farewell) -> Int {
        account.withLock { account in
            account.lastNumber += 1
            account.resting[account.lastNumber] = farewell
            return account.lastNumber
        }
    }

    /// The farewell that rested under a number; nil where it was let go meanwhile.
    func rested(_ number: Int) -> Farewell? {
        account.withLock { $0.resting.removeValue(forKey: number) }
    }

    func mayGo(_ farewell: Farewell) -> Bool {
        guard let topic = farewell.request.address?.topic else { return true }
        return account.withLock { $0.waiting.mayGo(farewell, to: topic) }
    }

    /// Only the seed form knows farewells.
    private static func topic(of request: Request) -> String? {
        request.lookup.form == .seed && !request.lookup.isFarewell ? request.address?.topic : nil
    }
}
