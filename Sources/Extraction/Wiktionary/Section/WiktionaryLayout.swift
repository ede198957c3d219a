import Lexicon

/// How an edition of Wiktionary sets its entries.
protocol WiktionaryLayout: Sendable {
    /// Reads what the edition marks the parts of its entries with. Every fault is noted on `settings`; nil where one
    /// makes the layout impossible.
    init?(_ settings: ManifestSection, edition: Edition)

    /// - Throws: `ReadingExcess`.
    func entries(of section: Section) throws -> [Entry]

    /// Headings that mean something to it, beside those of the edition.
    var knownHeadings: Set<String> { get }

    /// The attributes that its own code asks for, beside those that the selectors of the manifest look at.
    var attributes: Set<String> { get }
}

extension WiktionaryLayout {
    var attributes: Set<String> { [] }
    var knownHeadings: Set<String> { [] }
}
