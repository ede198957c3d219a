import Lexicon

/// A lookup on its way through the sources of its language, in their order: whom it asks next, and what those said that
/// it asked. The first source that has the word ends it.
///
/// A value that goes from hand to hand, because a lookup may wait a long time between two sources.
public struct LookupCourse: Sendable {
    /// How long all sources may take together, not counting the wait for turns: a request without a deadline must end
    /// too.
    static let longest = Duration.seconds(60)
    /// How long to wait before a source is asked again that came back as the next one.
    public static let timeBetweenLooks = Duration.milliseconds(50)

    /// What it began with.
    public let query: LookupQuery
    private var rest: ArraySlice<String>
    private var replies: [LookupReply] = []
    /// How many of those were asked for.
    private var asked = 0
    private var hasWaited = false
    /// What was spent on the sources that were asked.
    private var spent = Duration.zero

    /// - Parameter sources: The keys, "language/source", of those to ask.
    public init(_ query: LookupQuery, sources: [String]) {
        self.query = query
        rest = sources[...]
    }

    /// A lookup that is over before anybody was asked.
    public init(_ query: LookupQuery, answeredBy reply: LookupReply) {
        self.query = query
        rest = []
        replies = [reply]
    }

    /// The keys, "language/source", of all that may have to be asked yet.
    var remaining: ArraySlice<String> { rest }

    /// The key, "language/source", of the source to ask next; nil at the end.
    public var next: String? { rest.first }

    /// Whether its wait for its first turn is not over yet.
    public var isUnasked: Bool { asked == 0 && !hasWaited }

    /// What the source asked next may take at most: its equal part of what is left, so that one that hangs leaves time
    /// for those behind it.
    var allowance: Duration { max(.zero, Self.longest - spent) / max(1, rest.count) }

    /// Notes what the source said that was asked.
    public mutating func heard(_ reply: LookupReply, after spent: Duration = .zero) {
        asked += 1
        self.spent += spent
        knew(reply)
    }

    /// Notes that it had a turn at its next source and could not use it.
    mutating func waited() { hasWaited = true }

    /// Notes what the next source is known to say, which nobody has to ask.
    mutating func knew(_ reply: LookupReply) {
        replies.append(reply)
        rest = reply.outcome == .found ? [] : rest.dropFirst()
    }

    /// The answer, by those that were asked.
    public var reply: LookupReply {
        let outcome = Outcome.combined(replies.map(\.outcome))
        return replies.first { $0.outcome == outcome }
            ?? LookupReply(word: query.word, language: query.language, outcome: .notFound)
    }
}
