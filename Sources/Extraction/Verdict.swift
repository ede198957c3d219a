import Lexicon

/// What one page says of a word.
package struct Verdict: Sendable, Hashable {
    package var outcome: Outcome
    package var entries: [Entry]
    /// One sentence for people, where nothing was found.
    package var explanation: String?

    package init(outcome: Outcome, entries: [Entry] = [], explanation: String? = nil) {
        self.outcome = outcome
        self.entries = entries
        self.explanation = explanation
    }
}
