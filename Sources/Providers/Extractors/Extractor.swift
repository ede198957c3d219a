import Lexicon
import Web

/// Reads the entries of a word off a page. A new kind of site that no manifest can describe is a new conforming type.
public protocol Extractor: Sendable {
    /// The key under `extract` by which a manifest chooses it.
    static var name: String { get }

    /// Reads its settings. Every fault is noted on `settings`; nil where there was one.
    init?(settings: ManifestSection)

    func extract(_ page: Page, word: String) -> Extraction
}

/// What an extractor saw on a page.
public enum Extraction: Sendable, Hashable {
    /// At least one entry.
    case entries([Entry])
    /// A good page that does not have the word, or not in this language.
    case noSuchWord
    /// A page of the word from which nothing could be read; the sentence says what was looked for in vain.
    case nothing(String)
}
