import Lexicon

/// What an extractor saw on a page.
package enum Findings: Sendable, Hashable {
    /// At least one entry.
    case entries([Entry])
    /// A good page that does not have the word, or not in this language.
    case noSuchWord
    /// A page of the word from which nothing could be read; the sentence says what was looked for in vain.
    case nothing(String)
}
