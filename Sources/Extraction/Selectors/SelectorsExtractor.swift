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

    func extract(_ page: PageContent) -> Findings {
        guard let document = page.document else { return .nothing("The page could not be parsed.") }
        Asides.remove(from: document, parsedFrom: page.utf8[...])
        if let strip = settings.strip { document.remove(strip) }
        let marked = document.select(settings.entry)
        guard !marked.isEmpty else { return .nothing("Nothing matches the selector of entries, \(settings.entry).") }
        let outermost = marked.filter { node in !marked.contains { node.isDescendant(of: $0) } }
        var entries = outermost.flatMap { self.entries(of: $0, among: outermost, asked: page.word) }
        if settings.sensesStandOnce { entries = Self.withoutRepeatedSenses(entries) }
        return entries.isEmpty
            ? .nothing("No entry has the headword and the senses that the manifest describes (\(settings.sense)).")
            : .entries(entries)
    }

    /// One entry, or one for each part of speech where that stands with the senses.
    private func entries(of node: Node, among all: [Node], asked word: String) -> [Entry] {
        func around(_ field: Field) -> [String] { field.texts(around: node, among: all) }
        guard let headword = settings.headword.map({ around($0).first }) ?? word else { return [] }
        let tree = SenseTree(settings: settings, entry: node)
        let senses = tree.senses()
        guard !senses.isEmpty || settings.sensesMayLack else { return [] }
        let label = tree.texts(settings.partOfSpeech).first
        let template = Entry(
            headword: headword,
            pronunciations: settings.pronunciations.flatMap { sound in
                around(sound.field).map(Transcription.withoutBrackets).filter { !$0.isEmpty }.unique
                    .map { Pronunciation(text: $0, notation: sound.notation) }
            }, synonyms: terms(settings.synonyms, of: tree, around: node, among: all),
            antonyms: terms(settings.antonyms, of: tree, around: node, among: all))
        let groups = senses.isEmpty ? [(nil, [])] : SenseGroups.grouped(senses) { settings.partsOfSpeech[$0] }
        return groups.map { named, senses in
            var entry = template
            entry.partOfSpeechLabel = label ?? named
            entry.partOfSpeech = entry.partOfSpeechLabel.flatMap { settings.partsOfSpeech[$0] }
            entry.senses = senses
            return entry
        }
    }

    /// Those that stand in the entry and in none of its senses; where the entry has none at all, those around it.
    private func terms(_ field: Field?, of tree: SenseTree, around node: Node, among all: [Node]) -> [String] {
        guard let field else { return [] }
        let texts = field.texts(in: node).isEmpty ? field.texts(around: node, among: all) : tree.texts(field)
        return texts.flatMap { TermList.terms(in: $0, ignoring: settings.notTerms) }.unique
    }

    private static func withoutRepeatedSenses(_ entries: [Entry]) -> [Entry] {
        var seen: Set<String> = []
        return entries.compactMap { entry in
            var entry = entry
            entry.senses = entry.senses.filter { seen.insert($0.definition).inserted }
            return entry.senses.isEmpty ? nil : entry
        }
    }
}
