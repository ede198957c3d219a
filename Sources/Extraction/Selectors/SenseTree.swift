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

    init(settings: SelectorsSettings, entry: Node, budget: ReadingBudget) {
        self.settings = settings
        self.entry = entry
        self.budget = budget
        var marked = entry.select(settings.sense)
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
        let definition = definition(of: node, without: head.nodes)
        let senses = try (inside[node] ?? []).compactMap { try self.sense(of: $0, depth: depth + 1)?.sense }
        guard !definition.isEmpty || !senses.isEmpty else { return nil }
        let sense = Sense(
            definition: definition,
            labels: ([phrases[node]].compactMap(\.self) + head.labels + labels(of: node)).unique,
            examples: own(settings.examples, of: node), synonyms: terms(settings.synonyms, of: node),
            antonyms: terms(settings.antonyms, of: node), senses: senses)
        try budget.add(texts: sense.ownTexts)
        return (sense, head.partOfSpeech)
    }

    private func labels(of node: Node) -> [String] {
        own(settings.labels, of: node).flatMap { $0.split(separator: ",") }.map { $0.trimmingHead() }
    }

    /// The sense's own text; or else what the manifest has instead.
    private func definition(of node: Node, without head: Set<Node>) -> String {
        let text = definitionProper(of: node, without: head)
        return text.isEmpty ? own(settings.definitionOtherwise, of: node).first ?? "" : text
    }

    private func definitionProper(of node: Node, without head: Set<Node>) -> String {
        guard let field = settings.definition else {
            return node.text(skipping: { marks.contains($0) || head.contains($0) })
        }
        return nodes(field, of: node).map { part in
            let stripped = head.union(field.strip.map(part.select) ?? [])
            return part.text(skipping: { stripped.contains($0) })
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
        return nodes(field, of: sense).map(field.text).filter { !$0.isEmpty }
    }

    /// What `field` selects in a sense and in none further in, or in the entry and in no sense where that is nil.
    func nodes(_ field: Field, of sense: Node?) -> [Node] {
        (sense ?? entry).select(field.select).filter { Self.owner(of: $0, among: marks, in: entry) == sense }
    }

    /// The sense that `node` stands in; nil where it stands in the entry alone.
    private static func owner(of node: Node, among marks: Set<Node>, in entry: Node) -> Node? {
        var node = node.parent
        while let ancestor = node, ancestor != entry {
            if marks.contains(ancestor) { return ancestor }
            node = ancestor.parent
        }
        return nil
    }
}
