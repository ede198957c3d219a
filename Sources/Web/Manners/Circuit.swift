/// When a source that fails is left alone.
public struct CircuitPolicy: Sendable, Hashable {
    /// Failures in a row that open the circuit.
    public var failures: Int
    /// How long it stays open before one request may try.
    public var rest: Duration

    /// Opens after so many failures in a row, for so long.
    public init(failures: Int = 5, rest: Duration = .seconds(30)) {
        self.failures = failures
        self.rest = rest
    }
}

/// The circuit of one source. Plain state: an event in, a verdict out.
struct Circuit {
    enum Outcome: Equatable {
        case good
        case bad
        /// Says nothing of the source: cancelled, too late, refused by our own rules.
        case neutral
    }

    enum Verdict: Equatable {
        case go
        /// Left alone, for about this long.
        case leaveAlone(Duration)
    }

    /// What operators know the states by.
    enum Phase: String, CaseIterable {
        case closed, open
        case halfOpen = "half_open"
    }

    private enum State {
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant)
        /// One request is out to see whether the source is back.
        case probing
    }

    private let policy: CircuitPolicy
    private var state = State.closed(failures: 0)

    init(_ policy: CircuitPolicy) { self.policy = policy }

    var phase: Phase {
        switch state {
        case .closed: .closed
        case .open: .open
        case .probing: .halfOpen
        }
    }

    /// Whether a request may go out now; each one that may must be followed by `ended`.
    mutating func ask(at now: ContinuousClock.Instant) -> Verdict {
        switch state {
        case .closed: return .go
        case .open(let until) where until > now: return .leaveAlone(now.duration(to: until))
        case .open:
            state = .probing
            return .go
        case .probing: return .leaveAlone(policy.rest)
        }
    }

    /// A request that was let out has ended.
    mutating func ended(_ outcome: Outcome, at now: ContinuousClock.Instant) {
        switch (state, outcome) {
        case (.closed, .good): state = .closed(failures: 0)
        case (.closed(let failures), .bad):
            state = failures + 1 < policy.failures ? .closed(failures: failures + 1) : .open(until: now + policy.rest)
        case (.probing, .good): state = .closed(failures: 0)
        case (.probing, .bad): state = .open(until: now + policy.rest)
        // The probe has learnt nothing: the next request is one.
        case (.probing, .neutral): state = .open(until: now)
        // Sent out before the circuit opened, and back by now: one that succeeded shows that the source lives.
        case (.open, .good): state = .closed(failures: 0)
        case (.open, _), (.closed, .neutral): break
        }
    }
}
