import Foundation
import Metrics
import Synchronization

/// Keeps a source's pace: its requests per second and how many are under way, in the order in which they came.
///
/// A pace is that of the whole fleet; this worker takes the share that `setShare` gives it, all of it until then. A share
/// of nothing is a twentieth: what was taken before the partitions went away still has to end. A fetch whose turn
/// cannot come before its deadline fails at once with `.deadlinePassed`. Where a site answers 429 or 5xx with a
/// Retry-After, nothing of the source starts before (a minute at most). A request without a pace goes straight on.
///
/// Who has more to fetch than the pace allows need not queue here: `whenOpen` tells when a turn can be had.
public final class PacedFetcher: PageFetcher {
    fileprivate struct Source {
        var queue: PaceQueue
        var watcher: (@Sendable () -> Void)?
        let turns: Counter
        /// The task that sleeps until the queue has to be looked at again. There is one: a busy source changes its
        /// mind about that moment with every fetch.
        var alarm: (moment: ContinuousClock.Instant, task: Task<Void, Never>)?
    }

    fileprivate struct State {
        var sources: [String: Source] = [:]
        /// By language.
        var shares: [String: PaceShare] = [:]
        /// By source.
        var crawlDelays: [String: Duration] = [:]
        var turns: [UInt64: Promise<Void>] = [:]
        var nextID: UInt64 = 0
    }

    private let next: any PageFetcher
    private let state = Mutex(State())
    private let factory = MetricsSystem.factory
    private static let longestHold = Duration.seconds(60)

    /// A queue for each source that asks through it.
    public init(_ next: any PageFetcher) { self.next = next }

    /// Sets this worker's part of the pace of all sources of `language` (those named "language/…").
    public func setShare(_ share: PaceShare, of language: String) {
        let keys = state.withLock { state in
            state.shares[language] = share
            return state.sources.keys.filter { Self.language(of: $0) == language }
        }
        for key in keys {
            change(key) { source, now in
                source.queue.share = share
                return source.queue.advance(to: now)
            }
        }
    }

    /// Sets the time that a site's robots.txt asks to leave between two fetches of a source: a floor under its pace, for
    /// the whole fleet.
    public func setCrawlDelay(_ delay: Duration, of source: String) {
        let isNew = state.withLock { $0.crawlDelays.updateValue(delay, forKey: source) != delay }
        guard isNew else { return }
        change(source) { source, now in
            source.queue.crawlDelay = delay
            return source.queue.advance(to: now)
        }
    }

    /// Calls `call` once, as soon as a fetch of `source` would start at once and no other waits. A later call for the
    /// same source takes the place of one that was not told yet.
    public func whenOpen(_ source: String, _ pace: Pace, _ call: @escaping @Sendable () -> Void) {
        prepare(source, pace)
        change(source) { source, now in
            source.watcher = call
            return source.queue.watch(at: now)
        }
    }

    /// How long a fetch of `source` would wait for its turn, with `others` before it that are not here yet.
    public func expectedWait(of source: String, _ pace: Pace, behind others: Int) -> Duration {
        prepare(source, pace)
        return state.withLock { $0.sources[source]?.queue.expectedWait(behind: others, at: .now) ?? .zero }
    }

    /// Fetches of `source` per second that this worker may start.
    public func rate(of source: String, _ pace: Pace) -> Double {
        prepare(source, pace)
        return state.withLock { $0.sources[source]?.queue.rate ?? 0 }
    }

    /// When the source's turn has come, and its deadline has not.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        guard let pace = request.pace else {
            request.budget?.run()
            return try await next.fetch(request)
        }
        request.budget?.stop()
        try await turn(of: request, pace)
        request.budget?.run()
        let outcome = await Result(fetching: request, through: next)
        let retryAfter = try? outcome.get().passingRetryAfter
        change(request.source) { source, now in
            if let retryAfter { source.queue.hold(until: now + min(retryAfter, Self.longestHold)) }
            return source.queue.ended(at: now)
        }
        return try outcome.get()
    }

    private func turn(of request: PageRequest, _ pace: Pace) async throws(FetchFailure) {
        let turn = Promise<Void>()
        let deadline = request.deadline.map { ContinuousClock.now + $0.remaining() }
        prepare(request.source, pace)
        let id = state.withLock { state in
            state.nextID += 1
            state.turns[state.nextID] = turn
            return state.nextID
        }
        change(request.source) { source, now in
            source.queue.pace = pace
            return source.queue.enqueue(id, deadline: deadline, at: now)
        }
        do {
            try await turn.value
        } catch {
            change(request.source) { source, now in
                source.queue.abandon(id)
                return source.queue.advance(to: now)
            }
            state.withLock { $0.turns[id] = nil }
            throw error
        }
    }

    /// Makes the queue of a source where there is none yet.
    private func prepare(_ key: String, _ pace: Pace) {
        state.withLock { state in
            guard state.sources[key] == nil else { return }
            var queue = PaceQueue(pace: pace, share: state.shares[Self.language(of: key)] ?? .whole, at: .now)
            queue.crawlDelay = state.crawlDelays[key] ?? .zero
            state.sources[key] = Source(
                queue: queue,
                turns: Counter(label: "dico_turns_total", dimensions: [("source", key)], factory: factory))
        }
    }

    /// Changes a source's queue and does what follows from it.
    private func change(
        _ key: String, _ event: (inout Source, ContinuousClock.Instant) -> [PaceQueue.Action]
    ) {
        let now = ContinuousClock.now
        let (decisions, opened) = state.withLock {
            state -> ([(Promise<Void>, Result<Void, FetchFailure>)], (@Sendable () -> Void)?) in
            guard var source = state.sources[key] else { return ([], nil) }
            let actions = event(&source, now)
            setAlarm(of: &source, key)
            let opened = actions.contains(.open) ? source.watcher.take() : nil
            state.sources[key] = source
            return (actions.compactMap { state.decide($0, source, key, at: now) }, opened)
        }
        opened?()
        for (turn, decision) in decisions where !turn.resolve(decision) {
            // Cancelled in the moment its turn came.
            if case .success = decision { change(key) { source, now in source.queue.ended(at: now) } }
        }
    }

    private func setAlarm(of source: inout Source, _ key: String) {
        let wake = source.queue.wake
        guard wake != source.alarm?.moment else { return }
        source.alarm?.task.cancel()
        source.alarm = wake.map { moment in
            let task = Task { [weak self] in
                guard (try? await Task.sleep(until: moment, clock: .continuous)) != nil else { return }
                self?.change(key) { source, now in
                    if source.alarm?.moment == moment { source.alarm = nil }
                    return source.queue.advance(to: now)
                }
            }
            return (moment, task)
        }
    }

    private static func language(of source: String) -> String { String(source.prefix { $0 != "/" }) }
}

extension PacedFetcher.State {
    fileprivate mutating func decide(
        _ action: PaceQueue.Action, _ source: PacedFetcher.Source, _ key: String, at now: ContinuousClock.Instant
    ) -> (Promise<Void>, Result<Void, FetchFailure>)? {
        switch action {
        case .start(let id):
            source.turns.increment()
            return turns.removeValue(forKey: id).map { ($0, .success(())) }
        case .refuse(let id):
            return turns.removeValue(forKey: id).map { ($0, .failure(source.queue.noTurn(at: key, now))) }
        case .open: return nil
        }
    }
}

extension PaceQueue {
    fileprivate func noTurn(at source: String, _ now: ContinuousClock.Instant) -> FetchFailure {
        FetchFailure(
            .deadlinePassed,
            "\(source) may be asked \(pace.requestsPerSecond) times a second by all workers together, and has no turn "
                + "before the request's deadline: the expected wait is \(expectedWait(behind: 0, at: now).figure).")
    }
}

extension Page {
    fileprivate var passingRetryAfter: Duration? {
        isPassingTrouble ? retryAfter(now: Date()) : nil
    }
}
