import Synchronization

/// Whether the broker is away, as far as is known, and whether that is worth a line in the log: librdkafka tells of it at
/// every attempt to connect, and of its return never.
final class BrokerOutage: Sendable {
    private let state = Mutex(false)
    private let lines = RepeatedLines()

    /// Whether it goes on, until somebody has an answer of the broker.
    var isOn: Bool { state.withLock(\.self) }

    /// Notes that the broker is away; true where that was not known.
    func isNews(at now: ContinuousClock.Instant = .now) -> Bool {
        begin()
        return lines.isNews("absence", at: now)
    }

    /// Notes that the broker is away, where somebody else says so.
    func begin() {
        state.withLock { $0 = true }
    }

    /// Notes that the broker answered.
    func end() {
        state.withLock { $0 = false }
    }
}
