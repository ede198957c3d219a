import Lexicon
import Markup

/// Which pronunciations belong to which entry of a section.
///
/// What one part says is read once, however many entries it holds for.
struct PronunciationParts {
    private let settings: OrderedListSettings.Pronunciations
    private let edition: Edition
    private let budget: ReadingBudget
    private let parts: [SectionPart]
    /// The places of the parts that are below others and are no entries, by the place of the outermost such part.
    private let inside: [Int: [Int]]
    /// The places of the parts for pronunciations, in order, by the place that they are directly below.
    private var below: [Int: [Int]] = [:]
    private var spokenIn: [Int: [Spoken]] = [:]
    private var notes: [Node: Set<PartOfSpeech>] = [:]

    /// A transcription, with the parts of speech that notes around it name.
    private struct Spoken {
        let text: String
        let kinds: Set<PartOfSpeech>
    }

    init(
        settings: OrderedListSettings.Pronunciations, edition: Edition, budget: ReadingBudget, parts: [SectionPart],
        isEntry: (SectionPart) -> Bool
    ) {
        self.settings = settings
        self.edition = edition
        self.budget = budget
        self.parts = parts
        inside = Self.inside(parts, settings.headings, isEntry)
        for (place, part) in parts.enumerated() where settings.headings.contains(part.title) {
            if let parent = part.parent { below[parent, default: []].append(place) }
        }
    }

    /// Those under the nearest heading for them: below the entry's own heading, or else beside it or around it. One
    /// before "Etymology 1" holds for every entry, one inside "Etymology 1" for the entries there.
    ///
    /// - Parameter before: What stands under the entry's own heading before its senses.
    mutating func pronunciations(ofEntryAt index: Int, headline: Node?, before: [Node]) -> [Pronunciation] {
        if settings.isEmpty { return [] }
        let under = settings.headings.isEmpty ? [] : underHeading(ofEntryAt: index)
        guard under.isEmpty else { return under }
        switch settings.place ?? (settings.headings.isEmpty ? .headline : nil) {
        case .headline: return pronunciations(headline.map(marks) ?? [])
        case .entry: return pronunciations(before.flatMap(marks))
        case nil: return []
        }
    }

    private mutating func underHeading(ofEntryAt index: Int) -> [Pronunciation] {
        var scope: Int? = index
        while let current = scope {
            if let part = nearest(to: index, in: current) {
                let kind = edition.partsOfSpeech[parts[index].title]
                return pronunciations(
                    spoken(in: part).filter { spoken in
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
        // One that comes behind its entries is the next.
        if settings.isBehindEntries, low < inside.count { return inside[low] }
        if low > 0 { return inside[low - 1] }
        if settings.headings.contains(parts[scope].title) { return scope }
        return inside.first
    }

    /// What is spoken in the part at `place`, with what notes say of parts of speech.
    private mutating func spoken(in place: Int) -> [Spoken] {
        if let known = spokenIn[place] { return known }
        var marks = parts[place].blocks.flatMap(self.marks)
        // Countries may have headings of their own.
        if marks.isEmpty { marks = (inside[place] ?? []).flatMap { parts[$0].blocks }.flatMap(self.marks) }
        let spoken = marks.map { mark in Spoken(text: mark.text, kinds: notedKinds(of: mark.node)) }
        spokenIn[place] = spoken
        return spoken
    }

    /// The parts of speech that the list items around `mark` name.
    private mutating func notedKinds(of mark: Node) -> Set<PartOfSpeech> {
        guard settings.qualifiers != nil else { return [] }
        var noted: Set<PartOfSpeech> = []
        _ = mark.ancestor { around in
            if around.isElement("li") { noted.formUnion(notes(of: around)) }
            return false
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
            let named = words(of: String(piece)).map { edition.partsOfSpeech[$0] }
            if named.allSatisfy({ $0 != nil }) { noted.formUnion(named.compactMap(\.self)) }
        }
        self.notes[item] = noted
        return noted
    }

    private func words(of note: String) -> [String] {
        note.split { !$0.isLetter }.map(String.init).filter { !edition.joiningWords.contains($0) }
    }

    private static func isInList(_ node: Node, inside top: Node) -> Bool {
        node.ancestor(below: top) { $0.isElement("li") } != nil
    }

    private func pronunciations(_ marks: [Mark]) -> [Pronunciation] {
        pronunciations(marks.map(\.text))
    }

    private func pronunciations(_ texts: [String]) -> [Pronunciation] {
        texts.flatMap { settings.edits.applied(to: $0, budget) }.filter { !$0.hasPrefix("-") }.flatMap(
            Transcription.all
        ).unique
            .map { Pronunciation(text: $0) }
    }

    // MARK: Where they stand

    /// A text with transcriptions.
    private typealias Mark = (text: String, node: Node)

    /// What is selected in `block`; where lines are asked for, in those alone, or else what they have between slashes
    /// or brackets.
    private func marks(in block: Node) -> [Mark] {
        guard !settings.lines.isEmpty else {
            return settings.select.map { block.select($0).map { ($0.text, $0) } } ?? []
        }
        let lines = block.isElement("p") ? [block] : block.select(Self.lines)
        return lines.flatMap { line -> [Mark] in
            let text = line.text(skipping: \.isList)
            guard settings.lines.contains(where: text.hasPrefix) else { return [] }
            let marked = settings.select.map(line.select) ?? []
            return marked.isEmpty
                ? Transcription.enclosed(in: text).map { ("/\($0)/", line) } : marked.map { ($0.text, $0) }
        }
    }

    private static let lines = Selector.known("li, dd, p, td")

    private static func inside(
        _ parts: [SectionPart], _ headings: Set<String>, _ isEntry: (SectionPart) -> Bool
    ) -> [Int: [Int]] {
        guard !headings.isEmpty else { return [:] }
        var tops: [Int?] = []
        var inside: [Int: [Int]] = [:]
        for (place, part) in parts.enumerated() {
            let above = part.parent.flatMap { tops[$0] }
            if let above, !isEntry(part) { inside[above, default: []].append(place) }
            let isTop = headings.contains(part.title) && part.parent != nil
            tops.append(isEntry(part) ? nil : above ?? (isTop ? place : nil))
        }
        return inside
    }
}
