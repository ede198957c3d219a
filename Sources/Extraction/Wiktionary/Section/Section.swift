import Markup

/// The section of one language, less what every edition shows beside the text.
struct Section {
    let document: Document
    /// The word that the page is about: the asked one, or the one that Wiktionary led to.
    let word: String
    let budget: ReadingBudget
    /// The section's own heading: "Français", "Wolke (Deutsch)".
    let title: String
    /// In page order; the first is the section's own.
    let parts: [SectionPart]

    /// The parts of a document, which is a section or the page around it, without what is no text.
    static func parts(of document: Document, edition: Edition, budget: ReadingBudget) throws -> [SectionPart] {
        try budget.check(nodes: document.nodeCount)
        document.remove(neverText)
        if let skip = edition.skip { document.remove(skip) }
        let levels = HeadingLevels(of: document, section: edition.section, headings: edition.headings)
        let parts = SectionPart.parts(of: document, levels: levels)
        try budget.checkTime()
        return parts
    }

    /// Edit links, footnote marks, pictures, sounds and what stands behind the article. What is beside the point among
    /// the senses is taken out by `Asides`.
    private static let neverText = Selector.known(
        """
        .mw-editsection, sup.reference, sup.mw-ref, figure, figcaption, div.thumb, audio, .audiotable, .mw-empty-elt, \
        .printfooter, .catlinks, footer
        """)
}
