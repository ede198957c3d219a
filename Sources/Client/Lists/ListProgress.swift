import Lexicon

/// How far a list is.
public struct ListProgress: Sendable, Hashable {
    /// Words of the list; nil where it can be read only once.
    public var total: Int?
    /// How the words that are answered ended, in this run and in earlier ones.
    public var outcomes: [Outcome: Int] = [:]
    /// Words that an earlier run has answered.
    public var answeredBefore = 0
    /// Words that stand in the list once more, and are not asked again.
    public var repeated = 0

    /// Before the first word.
    public init(total: Int?) {
        self.total = total
    }

    /// Words with any outcome.
    public var answered: Int { outcomes.values.reduce(0, +) }
    /// Words that were asked, and answered, in this run.
    public var answeredNow: Int { answered - answeredBefore }
    /// Words that need nothing any more.
    public var done: Int { answered + repeated }
}

extension Outcome {
    /// Whether a later run need not ask again.
    var stands: Bool { self == .found || self == .notFound }
}
