import DequeModule

/// The fetches that wait for their turn at one source, first come, first served. Plain state: an event in, actions out.
struct PaceQueue {
    enum Action: Equatable {
        /// Its turn has come: it counts as under way until `ended`.
        case start(UInt64)
        /// No turn will come, or none came, before its deadline.
        case refuse(UInt64)
        /// A fetch that asked now would start at once, and whoever waits to hear that may be told.
        case open
    }

    private struct Waiting {
        let id: UInt64
        let deadline: ContinuousClock.Instant?

        func isLate(at now: ContinuousClock.Instant) -> Bool { deadline.map { $0 <= now } ?? false }
    }

    /// The fleet's pace.
    var pace: Pace
    /// The time that the site's robots.txt asks to leave between two fetches of the whole fleet; zero for none.
    var crawlDelay = Duration.zero
    /// This worker's part of the pace.
    var share: PaceShare
    /// Whether somebody waits to hear that a turn can be had at once.
    private(set) var isWatched = false

    private var waiting: Deque<Waiting> = []
    private var underWay = 0
    /// Whether somebody waited for the next slot before it came.
    private var isAwaited = false
    /// The next start is due then, or later.
    private var nextSlot: ContinuousClock.Instant
    private var heldUntil: ContinuousClock.Instant

    /// What a share of nothing still allows: requests that were taken before the partitions went to another worker
    /// have to end, and to end the wait for them.
    static let leastShare = 0.05
    private static let leastRate = 0.000_01
    /// How late a start may be without moving those behind it: timers are never on time.
    private static let slack = Duration.milliseconds(20)

    init(pace: Pace, share: PaceShare, at now: ContinuousClock.Instant) {
        self.pace = pace
        self.share = share
        nextSlot = now
        heldUntil = now
    }

    /// A fetch asks for its turn.
    mutating func enqueue(
        _ id: UInt64, deadline: ContinuousClock.Instant?, at now: ContinuousClock.Instant
    ) -> [Action] {
        if let deadline, share.part > 0, expectedStart(at: now) >= deadline {
            // A turn that comes too late is better refused now: its caller can try another source.
            return [.refuse(id)] + advance(to: now)
        }
        waiting.append(Waiting(id: id, deadline: deadline))
        noteDemand(at: now)
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

    /// Has one `open` be said when a fetch could start at once and none waits.
    mutating func watch(at now: ContinuousClock.Instant) -> [Action] {
        isWatched = true
        noteDemand(at: now)
        return advance(to: now)
    }

    /// Time has passed, or pace or share have changed.
    mutating func advance(to now: ContinuousClock.Instant) -> [Action] {
        var actions = waiting.filter { $0.isLate(at: now) }.map { Action.refuse($0.id) }
        if !actions.isEmpty { waiting.removeAll { $0.isLate(at: now) } }
        // A slot that was promised at a slower pace comes sooner at a faster one.
        nextSlot = min(nextSlot, now + interval * (1 + share.phase))
        while underWay < concurrency, due <= now, let first = waiting.popFirst() {
            underWay += 1
            takeSlot(at: now)
            actions.append(.start(first.id))
        }
        if isWatched, waiting.isEmpty, underWay < concurrency, due <= now {
            isWatched = false
            actions.append(.open)
        }
        return actions
    }

    /// A slot that nobody waited for is taken by all workers at once where all have something to do at once. Their next
    /// ones lie between each other's, which makes up for it: the fleet as a whole is back at its pace with the next round.
    private mutating func takeSlot(at now: ContinuousClock.Instant) {
        nextSlot =
            isAwaited ? max(nextSlot, now - Self.slack) + interval : now + interval * (1 + share.phase)
        isAwaited = !waiting.isEmpty
    }

    /// Notes that somebody waits for the next slot to come.
    private mutating func noteDemand(at now: ContinuousClock.Instant) {
        if due > now { isAwaited = true }
    }

    /// When `advance` will next have something to do without another event; nil where only an event can help.
    var wake: ContinuousClock.Instant? {
        let deadlines = waiting.lazy.compactMap(\.deadline).min()
        guard isWatched || !waiting.isEmpty, underWay < concurrency else { return deadlines }
        return min(due, deadlines ?? due)
    }

    /// How long a fetch would wait for its turn behind `others` that wait elsewhere, beside those that wait here.
    func expectedWait(behind others: Int, at now: ContinuousClock.Instant) -> Duration {
        expectedStart(at: now) + interval * others - now
    }

    /// Fetches per second that are this worker's; what a share of nothing still allows is nobody's.
    var rate: Double { share.part > 0 ? .seconds(1) / interval : 0 }

    private var due: ContinuousClock.Instant { max(nextSlot, heldUntil) }

    private var interval: Duration {
        // A pace that no manifest should have, zero or worse, is a very slow one.
        let rate = pace.requestsPerSecond > Self.leastRate ? min(pace.requestsPerSecond, 1_000_000) : Self.leastRate
        return max(.seconds(1 / rate), crawlDelay) / max(share.part, Self.leastShare)
    }

    /// At least one: a share of a source that takes one at a time cannot be had in parts, and the rate bounds it anyway.
    private var concurrency: Int { max(1, Int((Double(pace.concurrency) * share.part).rounded())) }

    private func expectedStart(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        max(due, now) + interval * waiting.count
    }
}

/// How much of a pace is one worker's, and where its turns lie among those of the others.
public struct PaceShare: Sendable, Hashable {
    /// The whole of it, as a worker has that is alone.
    public static let whole = PaceShare(part: 1)

    /// 0 to 1.
    public let part: Double
    /// Which part of its interval between two fetches a worker stays behind the others, 0 up to 1. Different for each, so
    /// that they do not all ask at the same moments.
    public let phase: Double

    /// What is out of bounds is brought within.
    public init(part: Double, phase: Double = 0) {
        self.part = min(max(part.isNaN ? 0 : part, 0), 1)
        self.phase = min(max(phase.isNaN ? 0 : phase, 0), 1)
    }
}
