import Foundation
import Lexicon
import Markup

/// Reads a language's section where an entry is a row of blocks, each a caption, `p[title]`, with a list under it: one
/// for the senses, one for the examples, and so on. Marks such as `[1]` join them.
struct CaptionedBlockLayout: WiktionaryLayout {
    /// The titles of the captions, which stay the same where their texts differ.
    private struct Captions: Sendable {
        let senses: String
        let pronunciations: Set<String>
        let examples: Set<String>
        let synonyms: Set<String>
        let antonyms: Set<String>
        /// What an inflected form has instead of senses.
        let inflection: Set<String>
    }

    private let edition: Edition
    private let captions: Captions
    /// What a line of pronunciations begins with: "IPA".
    private let spokenHead: String
    private let spoken: Selector?
    /// What the line of an inflected form says of its word: "Substantivs" is a noun.
    private let inflectedKinds: PartOfSpeechMap

    static let attributes: Set = ["title"]

    init?(_ settings: ManifestSection, edition: Edition) {
        self.edition = edition
        if settings.value("captions") == nil { settings.missing("captions", expected: "the titles of the captions") }
        let titles = settings.section("captions")
        captions = Captions(
            senses: titles?.requiredText("senses", expected: "the title of the senses' caption") ?? "",
            pronunciations: Set(titles?.texts("pronunciations") ?? []), examples: Set(titles?.texts("examples") ?? []),
            synonyms: Set(titles?.texts("synonyms") ?? []), antonyms: Set(titles?.texts("antonyms") ?? []),
            inflection: Set(titles?.texts("inflection") ?? []))
        titles?.finish()
        let sounds = settings.section("pronunciations")
        spokenHead = sounds?.text("line") ?? ""
        spoken = sounds?.requiredSelector("select")
        sounds?.finish()
        inflectedKinds = settings.partsOfSpeech("inflected_parts_of_speech") ?? PartOfSpeechMap([:])
    }

    func entries(of section: Section) throws -> [Entry] {
        let headword = section.title.replacing(" (\(edition.section))", with: "")
        return try section.parts.filter(edition.isEntry).compactMap { try entry(of: $0, headword, section.budget) }
    }

    private func entry(of part: SectionPart, _ headword: String, _ budget: ReadingBudget) throws -> Entry? {
        let blocks = Self.blocks(of: part)
        func items(_ titles: Set<String>) -> [Node] {
            blocks.filter { titles.contains($0.title) }.flatMap(\.lists).flatMap { Array($0.elements) }
        }
        var senses = MarkedSenses(try lines(items([captions.senses]), below: nil, depth: 1, budget))
        var kind = self.kind(of: part.title)
        if senses.lines.isEmpty {
            let forms = items(captions.inflection).map(\.text).filter { !$0.isEmpty && !edition.isPlaceholder($0) }
            kind = forms.lazy.compactMap(inflectedKind).first ?? kind
            senses = MarkedSenses(forms.map { .init(name: nil, sense: Sense(definition: $0)) })
        }
        try budget.tick()
        guard !senses.lines.isEmpty || kind != nil && edition.saysWhyNoSense(part) else { return nil }
        try joinExamples(items(captions.examples), to: &senses, budget)
        let synonyms = try join(items(captions.synonyms), to: &senses, budget) { $0.synonyms += $1 }
        let antonyms = try join(items(captions.antonyms), to: &senses, budget) { $0.antonyms += $1 }
        let entry = Entry(
            headword: headword, partOfSpeech: kind, partOfSpeechLabel: edition.label(of: part),
            pronunciations: pronunciations(in: items(captions.pronunciations)), senses: senses.senses,
            synonyms: synonyms, antonyms: antonyms)
        try budget.addEntry(texts: entry.pronunciations.count + synonyms.count + antonyms.count)
        return entry
    }

    /// The captions of a part, each with the lists up to the next one.
    private static func blocks(of part: SectionPart) -> [(title: String, lists: [Node])] {
        var blocks: [(title: String, lists: [Node])] = []
        for block in part.blocks {
            if block.isElement("p"), let title = block["title"] {
                blocks.append((title, []))
            } else if block.isList, !blocks.isEmpty {
                blocks[blocks.count - 1].lists.append(block)
            }
        }
        return blocks
    }

    /// "Substantiv, m, Nachname" is a proper noun; else the first word that is known tells.
    private func kind(of title: String) -> PartOfSpeech? {
        let kinds = title.split(separator: ",").compactMap { edition.partsOfSpeech[$0.trimmingHead()] }
        return kinds.contains(.properNoun) ? .properNoun : kinds.first
    }

    private func inflectedKind(_ text: String) -> PartOfSpeech? {
        text.split { !$0.isLetter }.lazy.compactMap { inflectedKinds[String($0)] }.first
    }

    // MARK: Senses

    private func lines(
        _ items: [Node], below parent: String?, depth: Int, _ budget: ReadingBudget
    ) throws -> [MarkedSenses.Line] {
        try items.compactMap { item in
            try budget.addSense(depth: depth)
            let children = Array(item.children)
            let whole = Node.text(of: children, skipping: \.isList)
            var text = whole[...]
            let mark = SenseMark.take(off: &text)?.names.first
            let name = mark.map { $0.first?.isNumber == true || parent == nil ? $0 : (parent ?? "") + $0 } ?? parent
            let labels = ItalicLabels.take(off: &text, of: children)
            let inside = item.elements.filter(\.isList).flatMap { Array($0.elements) }
            let below = try lines(inside, below: name, depth: depth + 1, budget)
            guard !text.isEmpty || !below.isEmpty, !edition.isPlaceholder(String(text)) else { return nil }
            return MarkedSenses.Line(
                name: name, sense: Sense(definition: String(text), labels: labels), lines: below)
        }
    }

    /// An example stands once, at the first sense that it names; one without a mark goes where the last one went.
    private func joinExamples(_ items: [Node], to senses: inout MarkedSenses, _ budget: ReadingBudget) throws {
        var last: [String] = []
        for item in items {
            try budget.tick()
            let whole = item.text(skipping: \.isList)
            var text = whole[...]
            if let mark = SenseMark.take(off: &text) { last = mark.names }
            let example = String(text)
            guard !example.isEmpty, !edition.isPlaceholder(example) else { continue }
            try budget.add(texts: 1)
            let isJoined = last.contains { senses.join([$0]) { $0.examples.append(example) } }
            if !isJoined { _ = senses.joinFirst { $0.examples.append(example) } }
        }
    }

    /// Joins each item's terms to all senses that it names, and returns those that name none.
    private func join(
        _ items: [Node], to senses: inout MarkedSenses, _ budget: ReadingBudget,
        _ add: (inout Sense, [String]) -> Void
    ) throws -> [String] {
        var rest: [String] = []
        for item in items {
            try budget.tick()
            let whole = item.text(skipping: { $0.isList || ItalicLabels.isLabel($0) })
            var text = whole[...]
            let names = SenseMark.take(off: &text)?.names ?? []
            let terms = edition.terms(in: String(text)).filter { !edition.isPlaceholder($0) }
            guard !terms.isEmpty else { continue }
            try budget.add(texts: terms.count * max(1, names.count))
            if !senses.join(names, { add(&$0, terms) }) { rest += terms }
        }
        return rest.unique
    }

    private func pronunciations(in items: [Node]) -> [Pronunciation] {
        guard let spoken else { return [] }
        return items.filter { $0.text.hasPrefix(spokenHead) }.flatMap { $0.select(spoken) }.map(\.text)
            .filter { !$0.hasPrefix("-") && !edition.isPlaceholder($0) }.flatMap(Transcription.all).unique
            .map { Pronunciation(text: $0) }
    }
}
