import Dispatch
import Synchronization

/// The one thread that polls a client of librdkafka, calls back, and ends the client.
final class PollingThread: Sendable {
    let wakeup = Wakeup()
    private let deadline = Mutex<ContinuousClock.Instant?>(nil)
    private let ended = OneTimeEvent()

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - interval: The longest between two calls of `poll`.
    ///   - poll: Does what can be done without waiting; called after each wake-up too.
    ///   - end: Ends the client; called once, when closing was asked for, with the time by which it should be done.
    func start(
        name: String, every interval: DispatchTimeInterval = .seconds(1), poll: @escaping @Sendable () -> Void,
        end: @escaping @Sendable (_ deadline: ContinuousClock.Instant) -> Void
    ) {
        startThread(name) { [self] in
            while true {
                poll()
                if let deadline = deadline.withLock({ $0 }) {
                    end(deadline)
                    return ended.happen()
                }
                wakeup.wait(upTo: interval)
            }
        }
    }

    /// Asks the thread to end the client, and does not wait for it.
    func requestClose(by deadline: ContinuousClock.Instant = .now) {
        self.deadline.withLock { $0 = $0 ?? deadline }
        wakeup.signal()
    }

    /// Ends the client; false where that takes longer than `limit`: the thread goes on with it alone.
    func close(within limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        requestClose(by: deadline)
        return await ended.happens(by: deadline)
    }
}
