import Synchronization

/// Whether the broker is away, as far as is known, and whether that is worth a line in the log: librdkafka tells of it at
/// every attempt to connect, and of its return never.
///
/// A cluster may answer while one of its brokers is not reached: that is told too, once for each.
final class BrokerOutage: Sendable {
    private struct State {
        var isOn = false
        /// Whether a line said that it is on.
        var isTold = false
        var hasAnswered = false
        /// The broker that was not reached last, and when that was.
        var fault: (ConnectionFault, at: ContinuousClock.Instant)?
        var isFaultTold = true
        var isQuestioned = false
    }

    private let state = Mutex(State())
    private let faults = RepeatedLines()

    /// Whether it goes on, until somebody has an answer of the broker.
    var isOn: Bool { state.withLock(\.isOn) }

    /// Whether the broker ever answered.
    var hasAnswered: Bool { state.withLock(\.hasAnswered) }

    /// True once, where the broker never answered: whoever is told so may ask whether it is one.
    func isQuestionable() -> Bool {
        state.withLock { state in
            defer { state.isQuestioned = true }
            return !state.hasAnswered && !state.isQuestioned
        }
    }

    /// Notes that the broker is away, and is told to be; true where no line said so since it answered.
    func isNews() -> Bool {
        state.withLock { state in
            defer { (state.isOn, state.isTold, state.fault) = (true, true, nil) }
            return !state.isTold
        }
    }

    /// Notes that the broker is away, where somebody else says so.
    func begin() {
        state.withLock { $0.isOn = true }
    }

    /// Notes that the broker answered; true where a line said that it does not.
    ///
    /// - Parameter addresses: Those that the cluster has now, where that is known.
    func end(amid addresses: Set<String>?) -> Bool {
        state.withLock { state in
            if let addresses, let (fault, _) = state.fault, !addresses.contains(fault.address) { state.fault = nil }
            let isTold = state.isTold
            (state.isOn, state.isTold, state.hasAnswered) = (false, false, true)
            if isTold { state.fault = nil }
            return isTold
        }
    }

    /// Notes a broker that was not reached.
    func note(_ fault: ConnectionFault) {
        state.withLock { state in
            state.fault = (fault, at: .now)
            state.isFaultTold = false
        }
    }

    /// The broker that was not reached in the last minute, while others answered: librdkafka says so twice in one.
    var fault: ConnectionFault? {
        state.withLock { state in
            guard !state.isOn, let (fault, instant) = state.fault, .now - instant < RepeatedLines.quiet else {
                return nil
            }
            return fault
        }
    }

    /// The same, where no line said so yet.
    func faultToTell() -> ConnectionFault? {
        let isTold = state.withLock { state in
            defer { state.isFaultTold = true }
            return state.isFaultTold
        }
        guard !isTold, let fault, faults.isNews(fault.address) else { return nil }
        return fault
    }
}
