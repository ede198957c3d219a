import Lexicon
import Markup

/// Reads pages by the selectors of a manifest alone: for sites that mark what is a definition as such.
struct SelectorsExtractor: Extractor {
    static let name = "selectors"

    private let settings: SelectorsSettings

    init?(settings: ManifestSection) {
        guard let read = SelectorsSettings(settings) else { return nil }
        self.settings = read
    }

    func gaps(of page: PageContent) -> ReadingGaps {
        var gaps = ReadingGaps()
        guard let document = page.document else { return gaps }
        // Reading has put runs into elements already.
        let marked = settings.entry.nodes(on: document, nil)
        let all = Set(marked)
        gaps.articles = marked.filter { !$0.isInside(any: all) }
        return gaps
    }

    func extract(_ page: PageContent) throws -> Findings {
        guard let document = page.document else { return .nothing("The page could not be parsed.") }
        try page.budget.check(nodes: document.nodeCount)
        Asides.remove(from: document, parsedFrom: page.utf8[...])
        if let strip = settings.strip { document.remove(strip) }
        if let tables = settings.repeatCells { document.repeatSpanningCells(of: document.select(tables)) }
        let entryRuns = settings.entry.prepare(document)
        let senseRuns = settings.sense.prepare(document)
        try page.budget.checkTime()
        let marked = settings.entry.nodes(on: document, entryRuns)
        guard !marked.isEmpty else { return .nothing("Nothing matches the selector of entries, \(settings.entry).") }
        let all = Set(marked)
        let outermost = marked.filter { !$0.isInside(any: all) }
        var reader = EntryReader(settings: settings, entries: outermost, senseRuns: senseRuns, page: page)
        var entries = try outermost.flatMap { try reader.entries(of: $0) }
        if settings.sensesStandOnce { entries = RepeatedSenses.joined(entries) }
        return entries.isEmpty
            ? .nothing("No entry has the headword and the senses that the manifest describes (\(settings.sense)).")
            : .entries(entries)
    }
}
