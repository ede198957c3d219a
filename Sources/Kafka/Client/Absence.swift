import Synchronization

/// Whether the broker is away, as far as is known, and whether that is worth a line in the log: librdkafka tells of it at
/// every attempt to connect, and of its return never.
final class Absence: Sendable {
    /// How long nothing must have been heard of an absence for the next one to be another.
    static let quiet = Duration.seconds(60)

    private struct State {
        var lastHeard: ContinuousClock.Instant?
        var isOver = true
    }

    private let state = Mutex(State())

    /// Whether it goes on, until somebody has an answer of the broker.
    var isOn: Bool { state.withLock { !$0.isOver } }

    /// Notes that the broker is away; true where that was not known.
    func isNews(at now: ContinuousClock.Instant = .now) -> Bool {
        state.withLock { state in
            defer { state = State(lastHeard: now, isOver: false) }
            return state.lastHeard.map { now - $0 > Self.quiet } ?? true
        }
    }

    /// Notes that the broker is away, where somebody else says so.
    func begin() {
        state.withLock { $0.isOver = false }
    }

    /// Notes that the broker answered.
    func end() {
        state.withLock { $0.isOver = true }
    }
}
