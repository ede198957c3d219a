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

    func entries(of section: Section) throws -> [Entry] {
        let parts = section.parts
        let list = SenseList(
            settings: settings, edition: edition, budget: section.budget,
            labelMarks: Set(settings.labels.map(section.document.select) ?? []))
        var sounds = PronunciationParts(settings: settings.pronunciations, kinds: edition.partsOfSpeech, parts: parts)
        return try ownParts(of: parts).compactMap { place, own in
            try entry(of: parts[place], at: place, with: own, list, &sounds, section)
        }
    }

    /// The places of the entries, each with the places of the parts that belong to it: those below it, and those that
    /// come next and are below no other. Authors now and then set "Synonyms" beside "Noun" instead of below it.
    private func ownParts(of parts: [SectionPart]) -> [(place: Int, own: [Int])] {
        var entries: [(place: Int, own: [Int])] = []
        // For each part the entry that it is below, as a place among `entries`. What it is below comes before it.
        var around: [Int?] = []
        for (place, part) in parts.enumerated() {
            let above = part.parent.flatMap { around[$0] }
            if let owner = above ?? entries.indices.last { entries[owner].own.append(place) }
            guard edition.isEntry(part) else {
                around.append(above)
                continue
            }
            around.append(entries.count)
            entries.append((place, []))
        }
        return entries
    }

    private func entry(
        of part: SectionPart, at place: Int, with own: [Int], _ list: SenseList, _ sounds: inout PronunciationParts,
        _ section: Section
    ) throws -> Entry? {
        let senses = try Self.lists(of: part).flatMap { try list.senses(of: $0) }
        try section.budget.tick()
        guard !senses.isEmpty || isWithoutSenses(part) else { return nil }
        let headline = part.blocks.first { $0.isElement("p") && $0.first(settings.headword) != nil }
        let spoken = sounds.pronunciations(ofEntryAt: place, headline: headline)
        let ownParts = own.map { section.parts[$0] }
        let entry = Entry(
            headword: headword(of: headline) ?? section.word,
            partOfSpeech: edition.partsOfSpeech[part.title], partOfSpeechLabel: edition.label(of: part),
            pronunciations: spoken.filter { !edition.isPlaceholder($0.text) }, senses: senses,
            synonyms: try terms(settings.synonyms.headings, in: ownParts, section.budget),
            antonyms: try terms(settings.antonyms.headings, in: ownParts, section.budget))
        try section.budget.addEntry(
            texts: entry.pronunciations.count + entry.synonyms.count + entry.antonyms.count)
        return entry
    }

    /// A word whose senses are still to be written is known all the same.
    private func isWithoutSenses(_ part: SectionPart) -> Bool {
        edition.partsOfSpeech[part.title] != nil && edition.saysWhyNoSense(part)
    }

    /// Nil where it has no text: the headword of a sign may be a picture.
    private func headword(of headline: Node?) -> String? {
        headline?.first(settings.headword).map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The lists of senses: those right under the heading, or else the first that something there is wrapped around.
    private static func lists(of part: SectionPart) -> [Node] {
        let direct = part.blocks.filter { $0.isElement("ol") && !$0.hasClass("references") }
        return direct.isEmpty ? part.blocks.lazy.compactMap { $0.first(list) }.first.map { [$0] } ?? [] : direct
    }

    private static let list = Selector.known("div > ol:not(.references)")

    /// The terms of the lists under `headings`.
    private func terms(
        _ headings: Set<String>, in parts: [SectionPart], _ budget: ReadingBudget
    ) throws -> [String] {
        let items = parts.filter { headings.contains($0.title) }.flatMap(\.blocks).flatMap { $0.select(Self.items) }
        return try items.flatMap { item in
            try budget.tick()
            return edition.terms(in: item.text(skipping: { $0.isElement("ul") }))
        }.unique
    }

    private static let items = Selector.known("li")
}
