import Lexicon
import Markup

/// Which pronunciations belong to which entry of a section.
struct PronunciationParts {
    let settings: OrderedListSettings.Pronunciations
    let kinds: PartOfSpeechMap
    let parts: [SectionPart]

    /// Those under the nearest heading for them: below the entry's own heading, or else beside it or around it. One
    /// before "Etymology 1" holds for every entry, one inside "Etymology 1" for the entries there.
    func pronunciations(ofEntryAt index: Int, headline: Node?) -> [Pronunciation] {
        guard let select = settings.select else { return [] }
        guard !settings.headings.isEmpty else { return spoken(headline.map { $0.select(select) } ?? []) }
        var scope: Int? = index
        while let current = scope {
            if let part = nearest(to: index, in: current) {
                return spoken(marks(of: parts[part], for: kinds[parts[index].title], select))
            }
            scope = parts[current].parent
        }
        return []
    }

    /// The part for pronunciations directly in `scope` that comes last before the entry, or else first after it; also
    /// `scope` itself, as entries may stand below "Pronunciation 1".
    private func nearest(to index: Int, in scope: Int) -> Int? {
        let candidates = parts.indices.filter {
            settings.headings.contains(parts[$0].title) && (parts[$0].parent == scope || $0 == scope)
        }
        return candidates.last { $0 < index } ?? candidates.first
    }

    /// What is spoken in `part`, less what notes say of other parts of speech.
    private func marks(of part: SectionPart, for kind: PartOfSpeech?, _ select: Selector) -> [Node] {
        let marks = part.blocks.flatMap { $0.select(select) }
        guard let kind, let qualifiers = settings.qualifiers else { return marks }
        return marks.filter { mark in
            let noted = notedKinds(of: mark, qualifiers)
            return noted.isEmpty || noted.contains(kind)
        }
    }

    /// The parts of speech that the list items around `mark` name, in a note or before a colon: "(noun)", "Noun:".
    private func notedKinds(of mark: Node, _ qualifiers: Selector) -> Set<PartOfSpeech> {
        var noted: Set<PartOfSpeech> = []
        var node = mark.parent
        while let ancestor = node {
            if ancestor.isElement("li") {
                // What stands in an item further in speaks of that item alone.
                let notes = ancestor.select(qualifiers).filter { !isInList($0, inside: ancestor) }.map(\.text)
                let lead = ancestor.text(skipping: { $0.isElement("ul") || $0.isElement("dl") }).prefix { $0 != ":" }
                // "verb, Received Pronunciation" speaks of verbs, "before a noun" of something else.
                let pieces = notes.flatMap { $0.split(separator: ",") } + [lead]
                for piece in pieces {
                    let named = words(of: String(piece)).map { kinds[$0] }
                    if named.allSatisfy({ $0 != nil }) { noted.formUnion(named.compactMap(\.self)) }
                }
            }
            node = ancestor.parent
        }
        return noted
    }

    private func words(of note: String) -> [String] {
        note.split { !$0.isLetter }.map(String.init).filter { $0 != "and" && $0 != "or" }
    }

    private func isInList(_ node: Node, inside top: Node) -> Bool {
        var node = node.parent
        while let ancestor = node, ancestor != top {
            if ancestor.isElement("li") { return true }
            node = ancestor.parent
        }
        return false
    }

    private func spoken(_ marks: [Node]) -> [Pronunciation] {
        marks.map(\.text).filter { !$0.hasPrefix("-") }.flatMap(Transcription.all).unique.map {
            Pronunciation(text: $0)
        }
    }
}
