import Dispatch
import Synchronization

/// Wakes one thread that waits for several things at once; what comes while it is awake is not forgotten.
final class Wakeup: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isSignalled = Atomic(false)

    /// May be called from any thread, librdkafka's own included.
    func signal() {
        if !isSignalled.exchange(true, ordering: .acquiringAndReleasing) { semaphore.signal() }
    }

    /// Waits for a signal since the last return, or for `limit`. Blocks the thread.
    ///
    /// A signal between the wait's end and the exchange wakes nobody, and need not: the caller looks for work after the
    /// exchange, which orders that look after whatever was signalled.
    func wait(upTo limit: DispatchTimeInterval) {
        _ = semaphore.wait(timeout: .now() + limit)
        _ = isSignalled.exchange(false, ordering: .acquiringAndReleasing)
    }
}
