import Foundation
import Lexicon
import Markup

/// Reads a language's section where an entry is a row of blocks, each a caption with a list under it: one for the
/// senses, one for the examples, and so on. Marks such as `[1]` join them.
///
/// Entries have a heading each; or else they all share the blocks, and begin with a text among the senses that names
/// their part of speech.
struct CaptionedBlockLayout: WiktionaryLayout {
    private let edition: Edition
    private let settings: CaptionedBlockSettings
    private let marks: NumberMarks

    var attributes: Set<String> { ["title", settings.form.attribute] }

    init?(_ settings: ManifestSection, edition: Edition) {
        self.edition = edition
        self.settings = CaptionedBlockSettings(settings)
        marks = edition.marks ?? .inSquareBrackets
    }

    func entries(of section: Section) throws -> [Entry] {
        let page = Page(section, settings, edition)
        let parts = settings.form.kind == nil ? section.parts.filter(edition.isEntry) : section.parts
        return try parts.flatMap { try entries(of: $0, on: page) }
    }

    /// What is looked for once in a whole section.
    private struct Page {
        let headword: String
        let budget: ReadingBudget
        let captions: Set<Node>
        let kinds: Set<Node>
        let labels: SenseLabels.Marks

        init(_ section: Section, _ settings: CaptionedBlockSettings, _ edition: Edition) {
            headword = edition.section.headword(in: section.title) ?? section.word
            budget = section.budget
            captions = Set(section.document.select(settings.form.select))
            kinds = Set(settings.form.kind.map(section.document.select) ?? [])
            labels = SenseLabels.Marks(
                bracketed: Set(settings.labels.map(section.document.select) ?? []),
                bare: Set(settings.bareLabels.map(section.document.select) ?? []),
                joiningWords: edition.joiningWords)
        }
    }

    /// An entry while its blocks are read: its senses are those up to a place among all.
    private struct Draft {
        var headword: String?
        var label: String?
        var end = 0
    }

    private func entries(of part: SectionPart, on page: Page) throws -> [Entry] {
        let blocks = CaptionedBlocks(part, form: settings.form, captions: page.captions, kinds: page.kinds)
        let captions = settings.captions
        var drafts: [Draft] = settings.form.kind == nil ? [Draft(label: edition.label(of: part))] : []
        var lines: [MarkedSenses.Line] = []
        for item in blocks.items([captions.senses]) {
            switch item {
            case .kind(let node):
                let own = settings.ownHeadword.flatMap { node.first($0)?.text }
                drafts.append(Draft(headword: own, label: node.text, end: lines.count))
            case .line(let node):
                lines += try self.lines([node], below: nil, depth: 1, page)
                if drafts.isEmpty, !lines.isEmpty { drafts.append(Draft()) }
                guard !drafts.isEmpty else { continue }
                drafts[drafts.count - 1].end = lines.count
            }
        }
        var kind = drafts.first?.label.flatMap(self.kind)
        if lines.isEmpty {
            let forms = blocks.lines(captions.inflection).map(\.text).filter {
                !$0.isEmpty && !edition.isPlaceholder($0)
            }
            kind = forms.lazy.compactMap(inflectedKind).first ?? kind
            lines = forms.map { .init(name: nil, sense: Sense(definition: $0)) }
            if drafts.count == 1 { drafts[0].end = lines.count }
        }
        try page.budget.tick()
        guard !lines.isEmpty || kind != nil && edition.saysWhyNoSense(part) else { return [] }
        var senses = MarkedSenses(lines)
        try senses.joinExamples(blocks.lines(captions.examples).map(ownText), marks: marks, page.budget) { text in
            settings.examples.applied(to: text, page.budget).filter { !edition.isPlaceholder($0) }
        }
        let synonyms = try join(blocks.lines(captions.synonyms), to: &senses, page) { $0.synonyms += $1 }
        let antonyms = try join(blocks.lines(captions.antonyms), to: &senses, page) { $0.antonyms += $1 }
        let sounds = Sounds(spoken(in: blocks.lines(captions.pronunciations)))
        let whole = senses.senses
        var start = 0
        return try drafts.map { draft in
            defer { start = draft.end }
            let names = lines[start..<draft.end].compactMap(\.name)
            let entry = Entry(
                headword: draft.headword ?? page.headword,
                partOfSpeech: drafts.count == 1 ? kind : draft.label.flatMap(self.kind),
                partOfSpeechLabel: draft.label, pronunciations: sounds.pronunciations(of: names),
                senses: Array(whole[start..<draft.end]), synonyms: synonyms, antonyms: antonyms)
            try page.budget.addEntry(texts: entry.pronunciations.count + synonyms.count + antonyms.count)
            return entry
        }.filter { !$0.senses.isEmpty || drafts.count == 1 }
    }

    /// "Substantiv, m, Nachname" is a proper noun; else the first word that is known tells.
    private func kind(of title: String) -> PartOfSpeech? {
        let kinds = title.split(separator: ",").compactMap { edition.partsOfSpeech[$0.trimmingHead()] }
        return kinds.contains(.properNoun) ? .properNoun : kinds.first
    }

    private func inflectedKind(_ text: String) -> PartOfSpeech? {
        text.split { !$0.isLetter }.lazy.compactMap { settings.inflectedKinds[String($0)] }.first
    }

    private func ownText(_ item: Node) -> String { item.text(skipping: \.isList) }

    // MARK: Senses

    private func lines(
        _ items: [Node], below parent: String?, depth: Int, _ page: Page
    ) throws -> [MarkedSenses.Line] {
        try items.compactMap { item in
            try page.budget.addSense(depth: depth)
            let (mark, text, labels) = read(item, page)
            let name = mark.map { $0.first?.isNumber == true || parent == nil ? $0 : (parent ?? "") + $0 } ?? parent
            let inside = item.elements.filter(\.isList).flatMap { Array($0.elements) }
            let below = try lines(inside, below: name, depth: depth + 1, page)
            guard !text.isEmpty || !below.isEmpty, !edition.isPlaceholder(text) else { return nil }
            return MarkedSenses.Line(name: name, sense: Sense(definition: text, labels: labels), lines: below)
        }
    }

    /// The mark, the text and the labels of a sense. Where the manifest does not say what labels are, they are italics
    /// that end in a colon.
    private func read(_ item: Node, _ page: Page) -> (mark: String?, text: String, labels: [String]) {
        let children = Array(item.children)
        if settings.labels == nil, settings.bareLabels == nil {
            let whole = Node.text(of: children, skipping: \.isList)
            var text = whole[...]
            let mark = marks.take(off: &text)?.first
            let labels = ItalicLabels.take(off: &text, of: children, joiningWords: edition.joiningWords)
            return (mark, String(text), labels)
        }
        let mark = HeadMark(of: children[...], marks: marks)
        let head = SenseLabels(of: mark.rest, marks: page.labels)
        return (mark.names.first, mark.dropped(from: head.definition(), marks: marks), head.labels)
    }

    /// Joins each item's terms to all senses that it names, and returns those that name none.
    private func join(
        _ items: [Node], to senses: inout MarkedSenses, _ page: Page, _ add: (inout Sense, [String]) -> Void
    ) throws -> [String] {
        let texts = items.map { item in
            item.text(skipping: {
                $0.isList || page.labels.bare.contains($0) || ItalicLabels.isLabel($0)
            })
        }
        return try senses.joinTerms(
            texts, marks: marks, page.budget,
            terms: { edition.terms(in: $0).filter { !edition.isPlaceholder($0) } }, add)
    }

    // MARK: Pronunciations

    private struct Spoken {
        let pronunciation: Pronunciation
        /// The senses that it is for; empty where it is for all.
        let names: [String]
    }

    /// Pronunciations by the senses that they are for.
    private struct Sounds {
        private let all: [Spoken]
        private var common: [Int] = []
        private var byName: [String: [Int]] = [:]

        init(_ spoken: [Spoken]) {
            all = spoken
            for (place, spoken) in spoken.enumerated() {
                if spoken.names.isEmpty { common.append(place) }
                for name in spoken.names { byName[name, default: []].append(place) }
            }
        }

        /// Those that are for all senses, for one of `names`, or for a group of which one is.
        func pronunciations(of names: [String]) -> [Pronunciation] {
            let groups = names.map { String($0.prefix { $0 != "." }) }
            let own = Set((names + groups).flatMap { byName[$0] ?? [] } + common)
            return own.sorted().map { all[$0].pronunciation }.unique
        }
    }

    private func spoken(in items: [Node]) -> [Spoken] {
        guard let select = settings.spoken else { return [] }
        let lines = items.filter { $0.text.hasPrefix(settings.spokenLine) }
        return lines.flatMap { line in
            var known: [Node: [String]?] = [:]
            return line.select(select).flatMap { mark -> [Spoken] in
                let text = mark.text
                guard !text.hasPrefix("-"), !edition.isPlaceholder(text) else { return [] }
                let names = names(around: mark, in: line, &known)
                return Transcription.all(in: text).map { Spoken(pronunciation: Pronunciation(text: $0), names: names) }
            }
        }
    }

    /// The senses that the innermost item with a number in front names.
    ///
    /// - Parameter known: What each item names, nil for none: many marks may stand in one.
    private func names(around mark: Node, in line: Node, _ known: inout [Node: [String]?]) -> [String] {
        var names: [String]?
        _ = mark.ancestor { item in
            if item.isElement("dd") || item.isElement("li") {
                names = known[item] ?? self.names(inFrontOf: item)
                known[item] = .some(names)
            }
            return names != nil || item == line
        }
        return names ?? []
    }

    private func names(inFrontOf item: Node) -> [String]? {
        let whole = ownText(item)
        var text = whole[...]
        return marks.take(off: &text)
    }
}
