import Synchronization

/// The one moment by which everything has to end that goes on when a stop begins: lookups, deliveries, a rebalance.
final class StopDeadline: Sendable {
    /// What leaving the group may take beyond it.
    static let grace = Duration.milliseconds(500)

    private let drainTimeout: Duration
    private let noted = Mutex<ContinuousClock.Instant?>(nil)

    init(drainTimeout: Duration) {
        self.drainTimeout = drainTimeout
    }

    /// Nil where no stop has begun.
    var moment: ContinuousClock.Instant? { noted.withLock { $0 } }

    /// Begins the stop, where that was not said before, and returns its deadline.
    ///
    /// - Parameter drainTimeout: Where it is another than usual.
    @discardableResult
    func begin(drainTimeout: Duration? = nil) -> ContinuousClock.Instant {
        let moment = ContinuousClock.now + (drainTimeout ?? self.drainTimeout)
        return noted.withLock { noted in
            noted = noted ?? moment
            return noted ?? moment
        }
    }
}

extension AsyncStream where Element == Never {
    /// Waits for the stream's end, until `deadline` at most.
    func end(by deadline: ContinuousClock.Instant) async {
        await withTaskGroup { group in
            group.addTask { for await _ in self {} }
            group.addTask { try? await Task.sleep(until: deadline) }
            await group.next()
            group.cancelAll()
        }
    }
}
