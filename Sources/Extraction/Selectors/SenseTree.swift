import Lexicon
import Markup

/// The senses of one entry, nested as their elements are, each with what stands in it and in no sense further in.
struct SenseTree {
    private let settings: SelectorsSettings
    private let entry: Node
    private let budget: ReadingBudget
    private let marks: Set<Node>
    /// The senses that are in no other, and those that are directly in another.
    private let top: [Node]
    private let inside: [Node: [Node]]
    /// The phrase that a sense is of, where the entry has only those of phrases.
    private let phrases: [Node: String]
    /// What stands before a sense and says of what part of speech it is, where that holds for all up to the next.
    private let kinds: [Node: String]

    /// - Parameter runs: The senses of the page, where they are runs of siblings.
    init(settings: SelectorsSettings, entry: Node, runs: Set<Node>?, budget: ReadingBudget) {
        self.settings = settings
        self.entry = entry
        self.budget = budget
        var marked = settings.sense.nodes(in: entry, runs)
        phrases = marked.isEmpty ? settings.phrases.map { Self.phrases($0, in: entry) } ?? [:] : [:]
        if marked.isEmpty, let phrases = settings.phrases { marked = entry.select(phrases.sense) }
        let marks = Set(marked)
        var top: [Node] = []
        var inside: [Node: [Node]] = [:]
        for node in marked {
            if let owner = Self.owner(of: node, among: marks, in: entry) {
                inside[owner, default: []].append(node)
            } else {
                top.append(node)
            }
        }
        self.marks = marks
        self.top = top
        self.inside = inside
        kinds =
            settings.sensePartOfSpeechHolds ? Self.kinds(settings.sensePartOfSpeech, of: marks, in: entry, budget) : [:]
    }

    private static func kinds(
        _ field: Field?, of senses: Set<Node>, in entry: Node, _ budget: ReadingBudget
    ) -> [Node: String] {
        guard let field else { return [:] }
        let heads = Set(field.nodes(in: entry))
        var kinds: [Node: String] = [:]
        var last: String?
        for node in entry.descendants {
            if heads.contains(node) { last = field.texts(of: node, budget).first }
            if senses.contains(node), let last { kinds[node] = last }
        }
        return kinds
    }

    /// Where the own text of a sense stands: of a run of siblings, in the first of them.
    func body(of sense: Node) -> Node {
        settings.sense.isRun ? sense.elements.first { _ in true } ?? sense : sense
    }

    /// The senses with the labels of the parts of speech that they name; those are nil where they name none.
    func senses() throws -> [(sense: Sense, partOfSpeech: String?)] {
        try top.compactMap { try sense(of: $0, depth: 1) }
    }

    /// What `field` says of the entry and of none of its senses.
    func texts(_ field: Field?) -> [String] {
        own(field, of: nil)
    }

    private func sense(of node: Node, depth: Int) throws -> (sense: Sense, partOfSpeech: String?)? {
        try budget.addSense(depth: depth)
        let head = SenseHead(of: node, settings: settings, in: self)
        let definition = definition(of: node, without: head)
        let senses = try (inside[node] ?? []).compactMap { try self.sense(of: $0, depth: depth + 1)?.sense }
        guard !definition.isBlankMark || !senses.isEmpty else { return nil }
        let sense = Sense(
            definition: definition,
            labels: ([phrases[node]].compactMap(\.self) + head.labels + labels(of: node)).unique,
            examples: own(settings.examples, of: node).filter { !$0.isBlankMark },
            synonyms: terms(settings.synonyms, of: node),
            antonyms: terms(settings.antonyms, of: node), senses: senses)
        try budget.add(texts: sense.ownTexts)
        let named = settings.sensePartOfSpeechHolds ? kinds[node] : own(settings.sensePartOfSpeech, of: node).first
        return (sense, head.partOfSpeech ?? named)
    }

    private func labels(of node: Node) -> [String] {
        own(settings.labels, of: node).flatMap { $0.split(separator: ",") }.map { $0.trimmingHead() }
    }

    /// The sense's own text; or else what the manifest has instead.
    private func definition(of node: Node, without head: SenseHead) -> String {
        let whole = definitionProper(of: node, without: head.nodes)
        let text = head.number?.dropped(from: whole, marks: settings.marks) ?? whole
        let edited = settings.definition?.edits.edited(text, budget) ?? text
        return edited.isEmpty ? own(settings.definitionOtherwise, of: node).first ?? "" : edited
    }

    private func definitionProper(of node: Node, without head: Set<Node>) -> String {
        guard let field = settings.definition else {
            return body(of: node).text(skipping: { marks.contains($0) || head.contains($0) })
        }
        return nodes(field, of: node).map { part in
            if let attribute = field.attribute, let text = part[attribute] { return text }
            let stripped = head.union(field.strip.map(part.select) ?? [])
            return part.text(skipping: {
                stripped.contains($0) || marks.contains($0) || field.isOwnText && $0.isList
            })
        }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func terms(_ field: Field?, of sense: Node) -> [String] {
        settings.terms(own(field, of: sense))
    }

    /// The heading that each sense of a phrase stands below, found in one walk.
    private static func phrases(_ phrases: SelectorsSettings.Phrases, in entry: Node) -> [Node: String] {
        let headings = Set(entry.select(phrases.heading))
        let senses = Set(entry.select(phrases.sense))
        var found: [Node: String] = [:]
        var last: String?
        for node in entry.descendants {
            if headings.contains(node) { last = node.text }
            if senses.contains(node), let last { found[node] = last }
        }
        return found
    }

    // MARK: Whose is what

    private func own(_ field: Field?, of sense: Node?) -> [String] {
        guard let field else { return [] }
        return nodes(field, of: sense).flatMap { field.texts(of: $0, budget) }
    }

    /// What `field` selects in a sense and in none further in, or in the entry and in no sense where that is nil.
    func nodes(_ field: Field, of sense: Node?) -> [Node] {
        let scope = sense ?? entry
        let found = field.select == nil ? [sense.map(body) ?? entry] : field.nodes(in: scope)
        return found.filter { $0 == scope || Self.owner(of: $0, among: marks, in: entry) == sense }
    }

    /// The sense that `node` stands in; nil where it stands in the entry alone.
    private static func owner(of node: Node, among marks: Set<Node>, in entry: Node) -> Node? {
        node.ancestor(below: entry, where: marks.contains)
    }
}
