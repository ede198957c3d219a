/// What became of every request of a run: a pure account.
///
/// Requests are told apart by an id of the sender's, and each lies in a lane, a partition of its topic, in the order
/// it was sent in. That is enough to say which of them a worker had to forget when it was killed: of each lane, the
/// first one not done and committed, and all behind it.
public struct Account: Sendable {
    public typealias Instant = ContinuousClock.Instant

    /// How a request comes to its end.
    public enum Ending: Sendable {
        case reply, deadLetter
    }

    /// One partition of a topic.
    public struct Lane: Sendable, Hashable {
        public var topic: String
        public var partition: Int32

        public init(topic: String, partition: Int32) {
            self.topic = topic
            self.partition = partition
        }
    }

    private struct Line {
        let sentAt: Instant
        let ending: Ending
        var doneAt: Instant?
        var replies = 0
        var deadLetters = 0

        var repeats: Int { max(0, max(replies, deadLetters) - 1) }
    }

    private struct Span {
        var begin: Instant
        var end: Instant
    }

    /// What a request that was done may still lose to a disturbance: the time between two commits, 200 ms, and what a
    /// busy machine adds until the commit is through.
    public static let uncommitted = Duration.seconds(1)

    private var lines: [String: Line] = [:]
    private var lanes: [Lane: [String]] = [:]
    private var disturbances: [Span] = []
    private var rebalances: [Span] = []

    public init() {}

    /// The lanes that requests were sent on.
    public var usedLanes: [Lane] { Array(lanes.keys) }

    /// A request was sent, and should come to this ending.
    public mutating func send(_ id: String, on lane: Lane, ending: Ending, at now: Instant) {
        lines[id] = Line(sentAt: now, ending: ending)
        lanes[lane, default: []].append(id)
    }

    /// A reply or a dead letter came. False for one of no request of this run.
    @discardableResult
    public mutating func receive(_ ending: Ending, of id: String, at now: Instant) -> Bool {
        guard lines[id] != nil else { return false }
        switch ending {
        case .reply: lines[id]?.replies += 1
        case .deadLetter: lines[id]?.deadLetters += 1
        }
        // What ends as a dead letter may be answered too, before that. Another's end is whatever comes first.
        if lines[id]?.doneAt == nil, lines[id]?.ending == ending || ending == .deadLetter { lines[id]?.doneAt = now }
        return true
    }

    /// Between `begin` and `end` something was done to the workers or the broker after which work that was not
    /// committed is done again, once: a kill, or an absence that costs members their partitions.
    public mutating func disturb(from begin: Instant, until end: Instant) {
        disturbances.append(Span(begin: begin, end: end))
    }

    /// Between `begin` and `end` the group shared its partitions anew, which puts commits off: what was done meanwhile
    /// may be lost to a disturbance too.
    public mutating func rebalance(from begin: Instant, until end: Instant) {
        rebalances.append(Span(begin: begin, end: end))
    }

    public func isRebalancing(at moment: Instant) -> Bool {
        rebalances.contains { $0.begin <= moment && moment <= $0.end }
    }

    /// Requests that have not come to their end.
    public var pending: [String] { lines.filter { $0.value.doneAt == nil }.map(\.key).sorted() }

    /// How many requests of some lanes have come to their end.
    public func done(on isWanted: (Lane) -> Bool) -> Int {
        lanes.filter { isWanted($0.key) }.values.joined().count { lines[$0]?.doneAt != nil }
    }

    public var summary: Summary {
        var summary = Summary(sent: lines.count)
        for line in lines.values {
            if line.replies > 0 { summary.answered += 1 }
            if line.deadLetters > 0 { summary.deadLettered += 1 }
            if line.doneAt == nil { summary.lost += 1 }
            summary.repeated += line.repeats
        }
        summary.excess = unexplained.reduce(0) { $0 + $1.repeats }
        return summary
    }

    /// The requests that were done again without a reason: how often, and when they were done first.
    public var unexplained: [(id: String, lane: Lane, repeats: Int, doneAt: Instant?)] {
        let allowed = allowedRepeats
        return lanes.flatMap { lane, ids in
            ids.compactMap { id in
                guard let line = lines[id], line.repeats > allowed[id, default: 0] else { return nil }
                return (id, lane, line.repeats - allowed[id, default: 0], line.doneAt)
            }
        }
    }

    /// How often each request may have been done again.
    private var allowedRepeats: [String: Int] {
        var allowed: [String: Int] = [:]
        for disturbance in disturbances {
            let committed = lastCommit(before: disturbance.begin)
            for ids in lanes.values {
                let first = ids.firstIndex { lines[$0]?.doneAt.map { $0 > committed } ?? true }
                for id in ids[(first ?? ids.endIndex)...] where lines[id].map({ $0.sentAt <= disturbance.end }) == true
                {
                    allowed[id, default: 0] += 1
                }
            }
        }
        return allowed
    }

    private func lastCommit(before moment: Instant) -> Instant {
        var moment = moment
        for span in rebalances.sorted(by: { $0.end > $1.end }) where span.begin < moment && moment <= span.end {
            moment = span.begin
        }
        return moment - Self.uncommitted
    }
}

/// The account in figures.
public struct Summary: Sendable, Hashable, CustomStringConvertible {
    public var sent: Int
    /// Requests with a reply; some of them with a dead letter too.
    public var answered: Int
    /// Requests with a dead letter.
    public var deadLettered: Int
    /// Ends beyond the first of a request.
    public var repeated: Int
    /// Those of them that no kill or absence explains.
    public var excess: Int
    /// Requests with neither.
    public var lost: Int

    public init(
        sent: Int = 0, answered: Int = 0, deadLettered: Int = 0, repeated: Int = 0, excess: Int = 0, lost: Int = 0
    ) {
        self.sent = sent
        self.answered = answered
        self.deadLettered = deadLettered
        self.repeated = repeated
        self.excess = excess
        self.lost = lost
    }

    public var description: String {
        "sent \(sent), answered \(answered), dead-lettered \(deadLettered), repeated \(repeated)"
            + " (beyond what was uncommitted: \(excess)), lost \(lost)"
    }
}
