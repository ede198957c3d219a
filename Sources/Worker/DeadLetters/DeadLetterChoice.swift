import Foundation

/// Which dead letters are meant: those that all conditions hold for.
public struct DeadLetterChoice: Sendable, Hashable {
    /// Nil for all.
    public var places: Set<DeadLetter.Place>?
    /// Nil for all.
    public var reasons: Set<DeadLetterReason>?
    /// The topic that a request came from; nil for all.
    public var topic: String?
    /// Buried then or later. A letter of unknown time is never meant where a time is asked for.
    public var since: Date?
    /// Buried before that.
    public var until: Date?

    /// All letters, narrowed by whatever is given.
    public init(
        places: Set<DeadLetter.Place>? = nil, reasons: Set<DeadLetterReason>? = nil, topic: String? = nil,
        since: Date? = nil, until: Date? = nil
    ) {
        self.places = places
        self.reasons = reasons
        self.topic = topic
        self.since = since
        self.until = until
    }

    func contains(_ letter: DeadLetter) -> Bool {
        if let places, !places.contains(letter.place) { return false }
        if let reasons, !reasons.contains(where: { $0.rawValue == letter.reason }) { return false }
        if let topic, letter.origin?.topicPartition.topic != topic { return false }
        if let since, !(letter.buriedAt.map { $0 >= since } ?? false) { return false }
        if let until, !(letter.buriedAt.map { $0 < until } ?? false) { return false }
        return true
    }
}
