import Lexicon
import Markup

/// Which pronunciations belong to which entry of a section.
///
/// What one part says is read once, however many entries it holds for.
struct PronunciationParts {
    private let settings: OrderedListSettings.Pronunciations
    private let kinds: PartOfSpeechMap
    private let parts: [SectionPart]
    /// The places of the parts for pronunciations, in order, by the place that they are directly below.
    private var below: [Int: [Int]] = [:]
    private var spokenIn: [Int: [Spoken]] = [:]
    private var notes: [Node: Set<PartOfSpeech>] = [:]

    /// A transcription, with the parts of speech that notes around it name.
    private struct Spoken {
        let text: String
        let kinds: Set<PartOfSpeech>
    }

    init(settings: OrderedListSettings.Pronunciations, kinds: PartOfSpeechMap, parts: [SectionPart]) {
        self.settings = settings
        self.kinds = kinds
        self.parts = parts
        for (place, part) in parts.enumerated() where settings.headings.contains(part.title) {
            if let parent = part.parent { below[parent, default: []].append(place) }
        }
    }

    /// Those under the nearest heading for them: below the entry's own heading, or else beside it or around it. One
    /// before "Etymology 1" holds for every entry, one inside "Etymology 1" for the entries there.
    mutating func pronunciations(ofEntryAt index: Int, headline: Node?) -> [Pronunciation] {
        guard let select = settings.select else { return [] }
        guard !settings.headings.isEmpty else {
            return Self.pronunciations(headline.map { $0.select(select).map(\.text) } ?? [])
        }
        var scope: Int? = index
        while let current = scope {
            if let part = nearest(to: index, in: current) {
                let kind = kinds[parts[index].title]
                return Self.pronunciations(
                    spoken(in: part, select).filter { spoken in
                        kind.map { spoken.kinds.isEmpty || spoken.kinds.contains($0) } ?? true
                    }.map(\.text))
            }
            scope = parts[current].parent
        }
        return []
    }

    /// The part for pronunciations directly in `scope` that comes last before the entry, or else first after it; also
    /// `scope` itself, as entries may stand below "Pronunciation 1".
    private func nearest(to index: Int, in scope: Int) -> Int? {
        let inside = below[scope] ?? []
        // The last before the entry, found by halving: a page may have any number of both.
        var (low, high) = (0, inside.count)
        while low < high {
            let middle = (low + high) / 2
            if inside[middle] < index { low = middle + 1 } else { high = middle }
        }
        if low > 0 { return inside[low - 1] }
        if settings.headings.contains(parts[scope].title) { return scope }
        return inside.first
    }

    /// What is spoken in the part at `place`, with what notes say of parts of speech.
    private mutating func spoken(in place: Int, _ select: Selector) -> [Spoken] {
        if let known = spokenIn[place] { return known }
        let spoken = parts[place].blocks.flatMap { $0.select(select) }.map { mark in
            Spoken(text: mark.text, kinds: notedKinds(of: mark))
        }
        spokenIn[place] = spoken
        return spoken
    }

    /// The parts of speech that the list items around `mark` name.
    private mutating func notedKinds(of mark: Node) -> Set<PartOfSpeech> {
        guard settings.qualifiers != nil else { return [] }
        var noted: Set<PartOfSpeech> = []
        var node = mark.parent
        while let ancestor = node {
            if ancestor.isElement("li") { noted.formUnion(notes(of: ancestor)) }
            node = ancestor.parent
        }
        return noted
    }

    /// The parts of speech that a list item names, in a note or before a colon: "(noun)", "Noun:".
    private mutating func notes(of item: Node) -> Set<PartOfSpeech> {
        if let known = notes[item] { return known }
        // What stands in an item further in speaks of that item alone.
        let qualifiers = settings.qualifiers.map(item.select) ?? []
        let notes = qualifiers.filter { !Self.isInList($0, inside: item) }.map(\.text)
        let lead = item.text(skipping: { $0.isElement("ul") || $0.isElement("dl") }).prefix { $0 != ":" }
        var noted: Set<PartOfSpeech> = []
        // "verb, Received Pronunciation" speaks of verbs, "before a noun" of something else.
        for piece in notes.flatMap({ $0.split(separator: ",") }) + [lead] {
            let named = Self.words(of: String(piece)).map { kinds[$0] }
            if named.allSatisfy({ $0 != nil }) { noted.formUnion(named.compactMap(\.self)) }
        }
        self.notes[item] = noted
        return noted
    }

    private static func words(of note: String) -> [String] {
        note.split { !$0.isLetter }.map(String.init).filter { $0 != "and" && $0 != "or" }
    }

    private static func isInList(_ node: Node, inside top: Node) -> Bool {
        var node = node.parent
        while let ancestor = node, ancestor != top {
            if ancestor.isElement("li") { return true }
            node = ancestor.parent
        }
        return false
    }

    private static func pronunciations(_ texts: [String]) -> [Pronunciation] {
        texts.filter { !$0.hasPrefix("-") }.flatMap(Transcription.all).unique.map { Pronunciation(text: $0) }
    }
}
