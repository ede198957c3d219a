import Synchronization

/// The time that a lookup may spend on a site, with all its fetches and tries.
///
/// It begins to run with the first turn that a fetch of it gets, and stands still while one waits for a further turn:
/// who waits has asked nobody for anything. A fetch without a pace runs it at once.
public final class Budget: Sendable {
    private struct State {
        var spent = Duration.zero
        var runningSince: ContinuousClock.Instant?
        var hasBegun = false
    }

    /// The whole of it, as it was given.
    public let limit: Duration
    private let begun: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameter begun: Called once, when the first turn comes; must not block.
    public init(_ limit: Duration, begun: @escaping @Sendable () -> Void = {}) {
        self.limit = limit
        self.begun = begun
    }

    /// What is left of it; the whole of it before it begins, and less than nothing where it was exceeded.
    public var remaining: Duration {
        state.withLock { state in
            limit - state.spent - (state.runningSince.map { $0.duration(to: .now) } ?? .zero)
        }
    }

    /// A turn came, or none is needed.
    public func run() {
        let isFirst = state.withLock { state in
            if state.runningSince == nil { state.runningSince = .now }
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
        if isFirst { begun() }
    }

    /// A fetch waits for a turn.
    func stop() {
        state.withLock { state in
            guard let since = state.runningSince.take() else { return }
            state.spent += since.duration(to: .now)
        }
    }
}

extension Budget: Hashable {
    public static func == (one: Budget, other: Budget) -> Bool { one === other }

    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
