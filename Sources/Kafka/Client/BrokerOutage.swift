import Synchronization

/// Whether the broker is away, as far as is known, and whether that is worth a line in the log: librdkafka tells of it at
/// every attempt to connect, and of its return never.
final class BrokerOutage: Sendable {
    private struct State {
        var isOn = false
        /// Whether a line said that it is on.
        var isTold = false
        var hasAnswered = false
    }

    private let state = Mutex(State())

    /// Whether it goes on, until somebody has an answer of the broker.
    var isOn: Bool { state.withLock(\.isOn) }

    /// Whether the broker ever answered.
    var hasAnswered: Bool { state.withLock(\.hasAnswered) }

    /// Notes that the broker is away, and is told to be; true where no line said so since it answered.
    func isNews() -> Bool {
        state.withLock { state in
            defer { (state.isOn, state.isTold) = (true, true) }
            return !state.isTold
        }
    }

    /// Notes that the broker is away, where somebody else says so.
    func begin() {
        state.withLock { $0.isOn = true }
    }

    /// Notes that the broker answered; true where a line said that it does not.
    func end() -> Bool {
        state.withLock { state in
            defer { state = State(hasAnswered: true) }
            return state.isTold
        }
    }
}
