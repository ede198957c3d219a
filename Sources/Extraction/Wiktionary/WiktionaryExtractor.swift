import Lexicon
import Markup

/// Reads pages of any edition of Wiktionary, in all four shapes of heading that are alive in saved pages.
struct WiktionaryExtractor: Extractor {
    static let name = "wiktionary"

    private enum Layout: String, CaseIterable {
        case orderedList = "ordered-list"
        case captionedBlocks = "captioned-blocks"
        case definitionList = "definition-list"

        var type: any WiktionaryLayout.Type {
            switch self {
            case .orderedList: OrderedListLayout.self
            case .captionedBlocks: CaptionedBlockLayout.self
            case .definitionList: DefinitionListLayout.self
            }
        }
    }

    private let edition: Edition
    private let layout: any WiktionaryLayout
    /// Those that somebody asks for. Links alone make the others most of a page.
    private let attributes: AttributeNames

    init?(settings: ManifestSection) {
        if settings.value("layout") == nil {
            settings.missing("layout", expected: Layout.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let edition = Edition(settings)
        guard let type = settings.choice("layout", of: Layout.self)?.type else {
            // Which other keys are right depends on the layout.
            settings.passOver()
            return nil
        }
        guard let layout = type.init(settings, edition: edition) else { return nil }
        self.edition = edition
        self.layout = layout
        attributes = settings.attributes.union(AttributeNames(layout.attributes)).union(Asides.attributes)
    }

    func scope(of page: PageContent) -> Document? {
        switch LanguageSection.find(edition.section, in: page.utf8) {
        // Whoever writes a manifest may ask for any attribute.
        case .found(let section, _): try? document(of: section, attributes: .all)
        case .missing: nil
        case .undecided: page.document
        }
    }

    func gaps(of page: PageContent) -> ReadingGaps {
        var gaps = ReadingGaps()
        guard let document = scope(of: page) ?? page.document,
            let parts = try? Section.parts(of: document, edition: edition, budget: page.budget)
        else { return gaps }
        guard let own = parts.first(where: { edition.section.isName($0.title) }) else {
            gaps.sections = parts.filter { $0.level == edition.section.level }.map(\.title).unique
            return gaps
        }
        let known = edition.knownHeadings.union(layout.knownHeadings)
        gaps.headings =
            parts.filter { part in
                part.level > edition.section.level && !known.contains(part.title) && !edition.isEntry(part)
            }.map(\.title).unique
        let unread = parts.filter { part in part.heading == own.heading || !edition.skipHeadings.contains(part.title) }
        gaps.articles = unread.flatMap(\.blocks)
        return gaps
    }

    private func document(
        of section: ArraySlice<UInt8>, attributes: AttributeNames, nodes: Int = .max
    ) throws -> Document {
        try Document(
            html: UnreadParts.cut(from: section, under: edition.skipHeadings, below: edition.section.level),
            attributes: attributes, nodes: nodes)
    }

    func probes(of page: PageContent) -> [Probe] {
        let names = edition.section.names.joined(separator: ", ")
        guard case .found(_, let title) = LanguageSection.find(edition.section, in: page.utf8) else {
            return [Probe(key: "section", pattern: names, matches: 0, sample: nil)]
        }
        return [Probe(key: "section", pattern: names, matches: 1, sample: title)]
    }

    func extract(_ page: PageContent) throws -> Findings {
        var word = page.word
        if let title = PageTitle.title(of: page.utf8),
            !HeadwordRule.sameLetters.accepts(title, for: word, in: page.orthography)
        {
            guard PageTitle.isRedirected(page) else { return .noSuchWord }
            word = title
        }
        switch LanguageSection.find(edition.section, in: page.utf8) {
        case .missing: return .noSuchWord
        case .undecided: return try extractFromTree(of: page, word: word)
        case .found(let bytes, let title):
            let parsed = try? document(of: bytes, attributes: attributes, nodes: page.budget.limits.nodes)
            guard let document = parsed.map(page.watched) else {
                return .nothing("The section \"\(title)\" could not be parsed.")
            }
            Asides.remove(from: document, parsedFrom: bytes)
            let parts = try Section.parts(of: document, edition: edition, budget: page.budget)
            return try read(
                Section(document: document, word: word, budget: page.budget, title: title, parts: parts))
        }
    }

    private func extractFromTree(of page: PageContent, word: String) throws -> Findings {
        guard let document = page.document else { return .nothing("The page could not be parsed.") }
        Asides.remove(from: document, parsedFrom: page.utf8[...])
        let parts = try Section.parts(of: document, edition: edition, budget: page.budget)
        switch PageSections.find(edition.section, among: parts) {
        case .noSections:
            // MediaWiki's own way to say that nobody has written this page.
            if document.first(Self.noArticle) != nil { return .noSuchWord }
            return .nothing("The page has no section of any language.")
        case .missing: return .noSuchWord
        case .found(let own, let title):
            return try read(Section(document: document, word: word, budget: page.budget, title: title, parts: own))
        }
    }

    private static let noArticle = Selector.known(".noarticletext")

    private func read(_ section: Section) throws -> Findings {
        let entries = try layout.entries(of: section)
        return entries.isEmpty
            ? .nothing("The section \"\(section.title)\" has no part of speech with senses that could be read.")
            : .entries(entries)
    }
}
