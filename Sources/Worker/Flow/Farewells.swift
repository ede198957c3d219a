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

        mutating func ended(_ count: Int) -> [Farewell] {
            outstanding -= count
            // Nearly always there is none.
            guard !held.isEmpty else { return [] }
            for index in held.indices { held[index].behind -= count }
            let released = held.filter { $0.behind <= 0 }.map(\.farewell)
            held.removeAll { $0.behind <= 0 }
            return released
        }
    }

    private var topics: [String: Topic] = [:]
    /// Requests that began one behind the other and have a topic in common, and that `topics` does not know of yet: to look
    /// it up there for each would cost more than all the rest.
    private var run: (topic: String, length: Int) = ("", 0)

    private mutating func endRun() {
        guard run.length > 0 else { return }
        topics[run.topic, default: Topic()].outstanding += run.length
        run.length = 0
    }

    /// A request that is answered to `topic` was taken.
    mutating func began(_ topic: String) {
        if run.topic != topic {
            endRun()
            run.topic = topic
        }
        run.length += 1
    }

    /// So many are done, or given up: returns the farewells that need wait no longer.
    ///
    /// A farewell counts completions and does not look whose they are: where several clients share a topic it may come
    /// a little early, but a busy topic can never hold it for good.
    mutating func ended(_ topic: String, count: Int = 1) -> [Farewell] {
        endRun()
        guard let place = topics.index(forKey: topic) else { return [] }
        let released = topics.values[place].ended(count)
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
        endRun()
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

    func ended(_ requests: some Sequence<Request>) -> [Farewell] {
        account.withLock { account in
            var released: [Farewell] = []
            var run: (topic: String, length: Int)?
            for topic in requests.lazy.compactMap(Self.topic(of:)) {
                if let ended = run, ended.topic != topic {
                    released += account.waiting.ended(ended.topic, count: ended.length)
                    run = nil
                }
                run = (topic, (run?.length ?? 0) + 1)
            }
            if let run { released += account.waiting.ended(run.topic, count: run.length) }
            return released
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
