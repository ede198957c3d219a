import Lexicon
import Markup

/// Reads a language's section where senses are ordered lists, under a heading for each part of speech or behind a text
/// that names it.
struct OrderedListLayout: WiktionaryLayout {
    private let settings: OrderedListSettings
    private let edition: Edition

    init?(_ settings: ManifestSection, edition: Edition) {
        self.settings = OrderedListSettings(settings, edition: edition)
        self.edition = edition
    }

    var knownHeadings: Set<String> {
        settings.pronunciations.headings.union(settings.senses.headings).union(settings.kindInText?.headings ?? [])
            .union(settings.synonyms.headings).union(settings.antonyms.headings)
    }

    func entries(of section: Section) throws -> [Entry] {
        let list = SenseList(settings, edition, section)
        let entries = try entries(of: section, list)
        // Of a page where nothing is numbered, a reader takes what stands under the headword for the sense.
        return entries.isEmpty ? try self.entries(of: section, list, takingGlosses: true) : entries
    }

    private func entries(of section: Section, _ list: SenseList, takingGlosses: Bool = false) throws -> [Entry] {
        let parts = section.parts
        var sounds = PronunciationParts(
            settings: settings.pronunciations, edition: edition, budget: section.budget, parts: parts, isEntry: isEntry)
        let kinds = KindTexts(section, settings, edition)
        return try ownParts(of: parts).flatMap { place, own in
            try entries(
                of: parts[place], at: place, with: own, list, takingGlosses: takingGlosses, kinds, &sounds, section)
        }
    }

    private func isEntry(_ part: SectionPart) -> Bool {
        edition.isEntry(part) || part.level > edition.section.level && settings.senses.headings.contains(part.title)
    }

    /// The places of the entries, each with the places of the parts that belong to it: those below it, and those that
    /// come next and are below no other. Authors now and then set "Synonyms" beside "Noun" instead of below it.
    private func ownParts(of parts: [SectionPart]) -> [(place: Int, own: [Int])] {
        var entries: [(place: Int, own: [Int])] = []
        // For each part the entry that it is below, as a place among `entries`. What it is below comes before it.
        var around: [Int?] = []
        var hasList: [Bool] = []
        for (place, part) in parts.enumerated() {
            let above = part.parent.flatMap { around[$0] }
            // "Verb" may only head "Transitive" and "Intransitive": then those have what stands beside them.
            let owner = above.flatMap { hasList[$0] ? $0 : nil } ?? entries.indices.last
            if let owner { entries[owner].own.append(place) }
            guard isEntry(part) else {
                around.append(above)
                continue
            }
            around.append(entries.count)
            entries.append((place, []))
            hasList.append(part.hasList)
        }
        return entries
    }

    private func entries(
        of part: SectionPart, at place: Int, with own: [Int], _ list: SenseList, takingGlosses: Bool,
        _ kinds: KindTexts, _ sounds: inout PronunciationParts, _ section: Section
    ) throws -> [Entry] {
        let named = edition.partsOfSpeech[part.title]
        let text = settings.kindInText == nil || named != nil ? nil : kinds.kind(at: place) ?? KindTexts.Kind()
        let kind = text.map(\.partOfSpeech) ?? named
        let label = text.map(\.label) ?? edition.label(of: part)
        let ownParts = own.map { section.parts[$0] }
        return try EntryBlocks.entries(of: part, settings, lists: list.lists, in: section.document).compactMap {
            blocks in
            let read =
                takingGlosses && kind != nil
                ? try blocks.glosses.compactMap { try list.sense(of: $0) }
                : try blocks.lists.flatMap { try list.senses(of: $0) }
            try section.budget.tick()
            guard !read.isEmpty || isWithoutSenses(part) else { return nil }
            var senses = MarkedSenses(
                numbering: read, isAsked: settings.synonyms.namesSenses || settings.antonyms.namesSenses)
            let around = blocks.before + blocks.behind
            let synonyms = try terms(settings.synonyms, section).join(ownParts, around, to: &senses) {
                $0.synonyms += $1
            }
            let antonyms = try terms(settings.antonyms, section).join(ownParts, around, to: &senses) {
                $0.antonyms += $1
            }
            let headline = blocks.headline ?? text?.headline
            let spoken = sounds.pronunciations(ofEntryAt: place, headline: headline, before: blocks.before)
            let entry = Entry(
                headword: headword(of: headline) ?? section.word, partOfSpeech: kind, partOfSpeechLabel: label,
                pronunciations: spoken.filter { !edition.isPlaceholder($0.text) }, senses: senses.senses,
                synonyms: synonyms, antonyms: antonyms)
            try section.budget.addEntry(texts: entry.pronunciations.count + synonyms.count + antonyms.count)
            return entry
        }
    }

    private func terms(_ settings: OrderedListSettings.Terms, _ section: Section) -> EntryTerms {
        EntryTerms(settings: settings, edition: edition, budget: section.budget)
    }

    /// A word whose senses are still to be written is known all the same.
    private func isWithoutSenses(_ part: SectionPart) -> Bool {
        edition.partsOfSpeech[part.title] != nil && edition.saysWhyNoSense(part)
    }

    /// Nil where it has no text: the headword of a sign may be a picture.
    private func headword(of headline: Node?) -> String? {
        settings.headword.flatMap { headline?.first($0) }.map(\.text).flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension SectionPart {
    /// Whether anything under its heading is a list, or holds one.
    fileprivate var hasList: Bool { blocks.contains { $0.isList || $0.first(Self.list) != nil } }

    private static let list = Selector.known("ol, ul, dl")
}
