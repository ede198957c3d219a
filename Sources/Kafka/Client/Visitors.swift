import Dispatch
import Synchronization

/// The threads that use a client beside the one that ends it, which waits for them.
final class Visitors: Sendable {
    private let isOpen = Mutex(true)
    private let inside = DispatchGroup()

    /// False once the client ends. Who got true leaves.
    func enter() -> Bool {
        isOpen.withLock { isOpen in
            if isOpen { inside.enter() }
            return isOpen
        }
    }

    func leave() { inside.leave() }

    /// Lets nobody in any more, and waits for those inside.
    func end() {
        isOpen.withLock { $0 = false }
        inside.wait()
    }
}
