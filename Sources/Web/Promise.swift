import Synchronization

/// A value that one task waits for and somebody else brings, once. Cancelling the task resolves it with `.cancelled`.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Result<Value, FetchFailure>, Never>)
        case resolved(Result<Value, FetchFailure>)
    }

    private let state = Mutex(State.empty)

    /// Brings the outcome; false, and no effect, where there was one already.
    @discardableResult
    func resolve(_ outcome: Result<Value, FetchFailure>) -> Bool {
        let (isFirst, waiting) = state.withLock {
            state -> (Bool, CheckedContinuation<Result<Value, FetchFailure>, Never>?) in
            switch state {
            case .empty:
                state = .resolved(outcome)
                return (true, nil)
            case .awaited(let continuation):
                state = .resolved(outcome)
                return (true, continuation)
            case .resolved: return (false, nil)
            }
        }
        waiting?.resume(returning: outcome)
        return isFirst
    }

    /// The outcome, once it is there. One task may wait.
    var value: Value {
        get async throws(FetchFailure) {
            let outcome = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let known = state.withLock { state -> Result<Value, FetchFailure>? in
                        if case .resolved(let outcome) = state { return outcome }
                        state = .awaited(continuation)
                        return nil
                    }
                    if let known { continuation.resume(returning: known) }
                }
            } onCancel: {
                resolve(.failure(.cancelledFetch))
            }
            return try outcome.get()
        }
    }
}

extension FetchFailure {
    static let cancelledFetch = FetchFailure(.cancelled, "The fetch was cancelled.")
}
