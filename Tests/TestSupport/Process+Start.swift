import Foundation
import Kafka

extension Process {
    /// Starts it, one at a time: Foundation's own start is not safe beside another. And at no moment in which an embedded
    /// broker changes its port: see there.
    public func start() throws {
        try EmbeddedBroker.ports.withLock { _ in try run() }
    }
}
