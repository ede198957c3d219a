import Markup

/// The section of one language, less what every edition shows beside the text.
struct Section {
    let document: Document
    /// The word that the page was asked for.
    let word: String
    let budget: ReadingBudget
    /// The section's own heading: "Français", "Wolke (Deutsch)".
    let title: String
    /// In page order; the first is the section's own.
    let parts: [SectionPart]

    init(_ document: Document, of page: PageContent, title: String, edition: Edition) throws {
        self.document = document
        word = page.word
        budget = page.budget
        self.title = title
        try budget.check(nodes: document.nodeCount)
        document.remove(Self.neverText)
        if let skip = edition.skip { document.remove(skip) }
        parts = SectionPart.parts(of: document)
        try budget.checkTime()
    }

    private static let neverText = Selector.known(
        ".mw-editsection, sup.reference, sup.mw-ref, figure, figcaption, div.thumb, audio, .audiotable, .mw-empty-elt")
}
