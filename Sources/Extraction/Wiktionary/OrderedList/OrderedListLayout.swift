import Lexicon
import Markup

/// Reads a language's section where senses are ordered lists under a heading for each part of speech.
struct OrderedListLayout: WiktionaryLayout {
    private let settings: OrderedListSettings
    private let edition: Edition

    init?(_ settings: ManifestSection, edition: Edition) {
        guard let read = OrderedListSettings(settings) else { return nil }
        self.settings = read
        self.edition = edition
    }

    func entries(of section: Section) -> [Entry] {
        let parts = section.parts
        let list = SenseList(
            settings: settings, edition: edition,
            labelMarks: Set(settings.labels.map(section.document.select) ?? []))
        let sounds = PronunciationParts(settings: settings.pronunciations, kinds: edition.partsOfSpeech, parts: parts)
        let places = parts.indices.filter { edition.isEntry(parts[$0]) }
        return places.compactMap { place in
            let own = parts.indices.filter { owner(of: $0, among: places, in: parts) == place }.map { parts[$0] }
            return entry(of: parts[place], at: place, with: own, list, sounds, word: section.word)
        }
    }

    private func entry(
        of part: SectionPart, at place: Int, with own: [SectionPart], _ list: SenseList, _ sounds: PronunciationParts,
        word: String
    ) -> Entry? {
        let senses = Self.lists(of: part).flatMap(list.senses)
        guard !senses.isEmpty else { return nil }
        let headline = part.blocks.first { $0.isElement("p") && $0.first(settings.headword) != nil }
        let spoken = sounds.pronunciations(ofEntryAt: place, headline: headline)
        return Entry(
            headword: headline?.first(settings.headword)?.text ?? word,
            partOfSpeech: edition.partsOfSpeech[part.title], partOfSpeechLabel: part.title,
            pronunciations: spoken.filter { !edition.isPlaceholder($0.text) }, senses: senses,
            synonyms: terms(settings.synonyms.headings, in: own), antonyms: terms(settings.antonyms.headings, in: own))
    }

    /// The lists of senses: those right under the heading, or else the first that something there is wrapped around.
    private static func lists(of part: SectionPart) -> [Node] {
        let direct = part.blocks.filter { $0.isElement("ol") && !$0.hasClass("references") }
        return direct.isEmpty ? part.blocks.lazy.compactMap { $0.first(list) }.first.map { [$0] } ?? [] : direct
    }

    private static let list = Selector.known("div > ol:not(.references)")

    /// The entry that the part at `index` belongs to: the one it is below, or else the last before it. Authors now and
    /// then set "Synonyms" beside "Noun" instead of below it.
    private func owner(of index: Int, among places: [Int], in parts: [SectionPart]) -> Int? {
        var ancestor = parts[index].parent
        while let current = ancestor {
            if places.contains(current) { return current }
            ancestor = parts[current].parent
        }
        return places.last { $0 < index }
    }

    /// The terms of the lists under `headings`.
    private func terms(_ headings: Set<String>, in parts: [SectionPart]) -> [String] {
        parts.filter { headings.contains($0.title) }.flatMap(\.blocks).flatMap { $0.select(Self.items) }.flatMap {
            item in
            edition.terms(in: item.text(skipping: { $0.isElement("ul") }))
        }.unique
    }

    private static let items = Selector.known("li")
}
