import Lexicon

/// What one page says of a word.
package struct Verdict: Sendable, Hashable {
    /// How the word fared on it.
    package var outcome: Outcome
    /// What was read off it, where the word was found.
    package var entries: [Entry]
    /// One sentence for people, where nothing was found.
    package var explanation: String?

    /// Says how a word fared.
    package init(outcome: Outcome, entries: [Entry] = [], explanation: String? = nil) {
        self.outcome = outcome
        self.entries = entries
        self.explanation = explanation
    }
}
