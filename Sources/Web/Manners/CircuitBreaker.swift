import Logging
import Synchronization

/// Leaves a source alone for a while after it failed several times in a row, then lets one request try.
///
/// A failure is what `RetryingFetcher` would try again; a bot wall is an answer. While the circuit is open, fetches fail
/// at once with `.circuitOpen`.
public final class CircuitBreaker: PageFetcher {
    private let next: any PageFetcher
    private let policy: CircuitPolicy
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var circuits: [String: Circuit] = [:]
        var metrics = CircuitMetrics()

        /// Changes the circuit of a source, under the lock that keeps what is shown of it in step.
        mutating func change<Value>(_ source: String, _ policy: CircuitPolicy, _ event: (inout Circuit) -> Value)
            -> Value
        {
            var circuit = circuits[source] ?? Circuit(policy)
            let value = event(&circuit)
            circuits[source] = circuit
            metrics.show(circuit.phase, of: source)
            return value
        }
    }

    /// A circuit for each source that asks through it.
    public init(_ next: any PageFetcher, policy: CircuitPolicy = CircuitPolicy(), logger: Logger) {
        self.next = next
        self.policy = policy
        self.logger = logger
    }

    /// `.circuitOpen`, without asking, while the source is left alone.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let source = request.source
        let verdict = state.withLock { $0.change(source, policy) { $0.ask(at: .now) } }
        if case .leaveAlone(let rest) = verdict {
            throw FetchFailure(
                .circuitOpen,
                "\(source) failed \(policy.failures) times in a row and is left alone for another \(rest.figure).")
        }
        let outcome = await Result(fetching: request, through: next)
        let (before, after) = state.withLock { state in
            state.change(source, policy) { circuit in
                let before = circuit.phase
                circuit.ended(outcome.circuitOutcome, at: .now)
                return (before, circuit.phase)
            }
        }
        report(source, wasClosed: before == .closed, isClosed: after == .closed, outcome)
        return try outcome.get()
    }

    private func report(
        _ source: String, wasClosed: Bool, isClosed: Bool, _ outcome: Result<Page, FetchFailure>
    ) {
        switch (wasClosed, isClosed) {
        case (true, false):
            logger.warning(
                "source left alone",
                metadata: ["source": "\(source)", "for": "\(policy.rest.figure)", "last": "\(outcome.summary)"])
        case (false, true): logger.info("source answers again", metadata: ["source": "\(source)"])
        default: break
        }
    }
}

extension Result where Success == Page, Failure == FetchFailure {
    var circuitOutcome: Circuit.Outcome {
        if isPassingTrouble { return .bad }
        switch self {
        case .success: return .good
        case .failure: return .neutral
        }
    }

    /// For logs.
    var summary: String {
        switch self {
        case .success(let page): "status \(page.status)"
        case .failure(let failure): failure.message
        }
    }
}
