import Lexicon
import Markup

/// Reads a language's section where senses are definition lists: a term with the sense's number and its labels, then the
/// definition, and in or behind that a list of notes, each with its kind in bold.
struct DefinitionListLayout: WiktionaryLayout {
    /// What the notes of a sense begin with, and what they are.
    struct Notes: Sendable {
        let examples: Set<String>
        let synonyms: Set<String>
        let antonyms: Set<String>
    }

    private struct Sounds: Sendable {
        /// A row of a table: its head and its values.
        let rows: Selector
        /// What the head of a row with pronunciations has in it.
        let label: String
    }

    private let edition: Edition
    private let notes: Notes
    private let sounds: Sounds?

    init?(_ settings: ManifestSection, edition: Edition) {
        self.edition = edition
        let notes = settings.section("notes")
        self.notes = Notes(
            examples: Set(notes?.texts("examples") ?? []), synonyms: Set(notes?.texts("synonyms") ?? []),
            antonyms: Set(notes?.texts("antonyms") ?? []))
        notes?.finish()
        let sounds = settings.section("pronunciations")
        self.sounds = sounds.flatMap { sounds in
            let label = sounds.requiredText("label", expected: "what the head of the row says")
            return sounds.requiredSelector("rows").map { Sounds(rows: $0, label: label) }
        }
        sounds?.finish()
    }

    func entries(of section: Section) throws -> [Entry] {
        var entries: [Entry] = []
        // What the tables under each heading say, as far as the section was read; and the last that said something.
        var spoken: [[Pronunciation]] = []
        var last: [Pronunciation] = []
        for part in section.parts {
            try section.budget.tick()
            spoken.append(pronunciations(in: part))
            if edition.isEntry(part) {
                let around = nearest(to: part, spoken, in: section.parts) ?? last
                if let entry = try entry(of: part, spoken: around, section) { entries.append(entry) }
            }
            if let own = spoken.last, !own.isEmpty { last = own }
        }
        return entries
    }

    private func entry(of part: SectionPart, spoken: [Pronunciation], _ section: Section) throws -> Entry? {
        var reader = DefinitionLists(notes: notes, edition: edition, budget: section.budget)
        for block in part.blocks { try reader.read(block) }
        let kind = edition.partsOfSpeech[part.title]
        guard !reader.senses.isEmpty || kind != nil && edition.saysWhyNoSense(part) else { return nil }
        try section.budget.addEntry(texts: spoken.count)
        return Entry(
            headword: section.word, partOfSpeech: kind, partOfSpeechLabel: edition.label(of: part),
            pronunciations: spoken, senses: reader.senses)
    }

    /// Those of the table under the entry's own heading, which was read last, or else under the nearest heading around
    /// it; nil where there is none, and those before it hold.
    private func nearest(
        to part: SectionPart, _ spoken: [[Pronunciation]], in parts: [SectionPart]
    ) -> [Pronunciation]? {
        if let own = spoken.last, !own.isEmpty { return own }
        var scope = part.parent
        while let current = scope {
            if !spoken[current].isEmpty { return spoken[current] }
            scope = parts[current].parent
        }
        return nil
    }

    private func pronunciations(in part: SectionPart) -> [Pronunciation] {
        guard let sounds else { return [] }
        let rows = part.blocks.filter { $0.isElement("table") || $0.isElement("div") }.flatMap {
            $0.select(sounds.rows)
        }
        return rows.flatMap { row -> [String] in
            let cells = Array(row.elements)
            guard cells.first?.text.contains(sounds.label) == true else { return [] }
            return cells.dropFirst().flatMap { Transcription.all(in: $0.text) }
        }.unique.map { Pronunciation(text: $0) }
    }
}
