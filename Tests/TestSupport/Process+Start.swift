import Foundation
import Synchronization

extension Process {
    private static let starting = Mutex(())

    /// Starts it, one at a time: Foundation's own start is not safe beside another.
    public func start() throws {
        try Self.starting.withLock { _ in try run() }
    }
}
