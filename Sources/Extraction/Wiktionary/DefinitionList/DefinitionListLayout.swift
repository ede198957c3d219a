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

    func entries(of section: Section) -> [Entry] {
        section.parts.indices.filter { edition.isEntry(section.parts[$0]) }.compactMap { place in
            let part = section.parts[place]
            var reader = DefinitionLists(notes: notes, edition: edition)
            for block in part.blocks { reader.read(block) }
            guard !reader.senses.isEmpty else { return nil }
            return Entry(
                headword: section.word, partOfSpeech: edition.partsOfSpeech[part.title], partOfSpeechLabel: part.title,
                pronunciations: pronunciations(ofEntryAt: place, in: section.parts), senses: reader.senses)
        }
    }

    /// Those of the table under the entry's own heading, or else under the nearest heading around it, or else under the
    /// nearest before it.
    private func pronunciations(ofEntryAt place: Int, in parts: [SectionPart]) -> [Pronunciation] {
        var around: [Int] = []
        var scope: Int? = place
        while let current = scope {
            around.append(current)
            scope = parts[current].parent
        }
        for index in around + (0..<place).reversed() {
            let found = pronunciations(in: parts[index])
            if !found.isEmpty { return found }
        }
        return []
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
