import DequeModule

/// The fetches that wait for their turn at one source, first come, first served. Plain state: an event in, actions out.
struct PaceQueue {
    enum Action: Equatable {
        /// Its turn has come: it counts as under way until `ended`.
        case start(UInt64)
        /// No turn will come, or none came, before its deadline.
        case refuse(UInt64)
    }

    private struct Waiting {
        let id: UInt64
        let deadline: ContinuousClock.Instant?

        func isLate(at now: ContinuousClock.Instant) -> Bool { deadline.map { $0 <= now } ?? false }
    }

    /// The fleet's pace.
    var pace: Pace
    /// This worker's part of it, 0 to 1.
    var share: Double

    private var waiting: Deque<Waiting> = []
    private var underWay = 0
    /// The next start is due then, or later.
    private var nextSlot: ContinuousClock.Instant
    private var heldUntil: ContinuousClock.Instant

    /// What a share of nothing still allows: requests that were taken before the partitions went to another worker
    /// have to end, and to end the wait for them.
    static let leastShare = 0.05
    private static let leastRate = 0.000_01
    /// How late a start may be without moving those behind it: timers are never on time.
    private static let slack = Duration.milliseconds(20)

    init(pace: Pace, share: Double, at now: ContinuousClock.Instant) {
        self.pace = pace
        self.share = share
        nextSlot = now
        heldUntil = now
    }

    /// A fetch asks for its turn.
    mutating func enqueue(
        _ id: UInt64, deadline: ContinuousClock.Instant?, at now: ContinuousClock.Instant
    ) -> [Action] {
        if let deadline, share > 0, expectedStart(at: now) >= deadline {
            // A turn that comes too late is better refused now: its caller can try another source.
            return [.refuse(id)] + advance(to: now)
        }
        waiting.append(Waiting(id: id, deadline: deadline))
        return advance(to: now)
    }

    /// A fetch waits no longer; nothing happens where its turn has come already.
    mutating func abandon(_ id: UInt64) {
        waiting.removeAll { $0.id == id }
    }

    /// A fetch that was started has ended.
    mutating func ended(at now: ContinuousClock.Instant) -> [Action] {
        underWay -= 1
        return advance(to: now)
    }

    /// The site asked to be left alone.
    mutating func hold(until moment: ContinuousClock.Instant) {
        heldUntil = max(heldUntil, moment)
    }

    /// Time has passed, or pace or share have changed.
    mutating func advance(to now: ContinuousClock.Instant) -> [Action] {
        var actions = waiting.filter { $0.isLate(at: now) }.map { Action.refuse($0.id) }
        if !actions.isEmpty { waiting.removeAll { $0.isLate(at: now) } }
        // A slot that was promised at a slower pace comes sooner at a faster one.
        nextSlot = min(nextSlot, now + interval)
        while underWay < concurrency, due <= now, let first = waiting.popFirst() {
            underWay += 1
            nextSlot = max(nextSlot, now - Self.slack) + interval
            actions.append(.start(first.id))
        }
        return actions
    }

    /// When `advance` will next have something to do without another event; nil where only an event can help.
    var wake: ContinuousClock.Instant? {
        let deadlines = waiting.lazy.compactMap(\.deadline).min()
        guard !waiting.isEmpty, underWay < concurrency else { return deadlines }
        return min(due, deadlines ?? due)
    }

    private var due: ContinuousClock.Instant { max(nextSlot, heldUntil) }

    private var interval: Duration {
        let rate = pace.requestsPerSecond * max(share, Self.leastShare)
        // A pace that no manifest should have, zero or worse, is a very slow one.
        return .seconds(rate > Self.leastRate ? 1 / min(rate, 1_000_000) : 1 / Self.leastRate)
    }

    /// At least one: a share of a source that takes one at a time cannot be had in parts, and the rate bounds it anyway.
    private var concurrency: Int { max(1, Int((Double(pace.concurrency) * share).rounded())) }

    private func expectedStart(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        max(due, now) + interval * waiting.count
    }
}
