import Foundation
import Synchronization

/// Keeps a source's pace: its requests per second and how many are under way, in the order in which they came.
///
/// A pace is that of the whole fleet; this worker takes the share that `setShare` gives it, all of it until then. A share
/// of nothing is a twentieth: what was taken before the partitions went away still has to end. A fetch whose turn
/// cannot come before its deadline fails at once with `.deadlinePassed`. Where a site answers 429 or 5xx with a
/// Retry-After, nothing of the source starts before (a minute at most). A request without a pace goes straight on.
public final class PacedFetcher: PageFetcher {
    fileprivate struct Source {
        var queue: PaceQueue
        /// The task that sleeps until the queue has to be looked at again. There is one: a busy source changes its
        /// mind about that moment with every fetch.
        var alarm: (moment: ContinuousClock.Instant, task: Task<Void, Never>)?
    }

    fileprivate struct State {
        var sources: [String: Source] = [:]
        /// By language.
        var shares: [String: Double] = [:]
        var turns: [UInt64: Promise<Void>] = [:]
        var nextID: UInt64 = 0
    }

    private let next: any PageFetcher
    private let state = Mutex(State())
    private static let longestHold = Duration.seconds(60)

    public init(_ next: any PageFetcher) { self.next = next }

    /// Sets this worker's part, 0 to 1, of the pace of all sources of `language` (those named "language/…").
    public func setShare(_ share: Double, of language: String) {
        let share = min(max(share.isNaN ? 0 : share, 0), 1)
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

    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        guard let pace = request.pace else { return try await next.fetch(request) }
        try await turn(of: request, pace)
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
        let id = state.withLock { state in
            state.nextID += 1
            state.turns[state.nextID] = turn
            let share = state.shares[Self.language(of: request.source)] ?? 1
            if state.sources[request.source] == nil {
                state.sources[request.source] = Source(queue: PaceQueue(pace: pace, share: share, at: .now))
            }
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

    /// Changes a source's queue and does what follows from it.
    private func change(
        _ key: String, _ event: (inout Source, ContinuousClock.Instant) -> [PaceQueue.Action]
    ) {
        let now = ContinuousClock.now
        let decisions = state.withLock { state -> [(Promise<Void>, Result<Void, FetchFailure>)] in
            guard var source = state.sources[key] else { return [] }
            let actions = event(&source, now)
            setAlarm(of: &source, key)
            state.sources[key] = source
            let failure = source.queue.noTurn(at: key)
            return actions.compactMap { state.decide($0, failure) }
        }
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
        _ action: PaceQueue.Action, _ failure: FetchFailure
    ) -> (Promise<Void>, Result<Void, FetchFailure>)? {
        switch action {
        case .start(let id): turns.removeValue(forKey: id).map { ($0, .success(())) }
        case .refuse(let id): turns.removeValue(forKey: id).map { ($0, .failure(failure)) }
        }
    }
}

extension PaceQueue {
    fileprivate func noTurn(at source: String) -> FetchFailure {
        FetchFailure(
            .deadlinePassed,
            "\(source) may be asked \(pace.requestsPerSecond) times a second by all workers together, and has no turn "
                + "before the request's deadline.")
    }
}

extension Page {
    fileprivate var passingRetryAfter: Duration? {
        isPassingTrouble ? retryAfter(now: Date()) : nil
    }
}
