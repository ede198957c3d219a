import Kafka

/// What to do about a record that the broker did not acknowledge: a pure state machine, one for each record.
struct DeliveryRetry: Sendable {
    enum Action: Equatable {
        /// Hand it to the producer again after a while: waiting can cure it.
        case again(after: Duration)
        /// This record will never be taken; others may.
        case giveUp
        /// No record will be taken any more: the worker must end.
        case end
    }

    static let firstDelay = Duration.milliseconds(100)
    static let longestDelay = Duration.seconds(5)

    private var delay = firstDelay

    mutating func failed(isFatal: Bool, isRetriable: Bool) -> Action {
        if isFatal { return .end }
        guard isRetriable else { return .giveUp }
        defer { delay = min(delay * 2, Self.longestDelay) }
        return .again(after: delay)
    }
}
