import Lexicon
import Markup

/// The senses of one entry, nested as their elements are, each with what stands in it and in no sense further in.
struct SenseTree {
    private let settings: SelectorsSettings
    private let entry: Node
    private let marked: [Node]
    private let marks: Set<Node>

    init(settings: SelectorsSettings, entry: Node) {
        self.settings = settings
        self.entry = entry
        marked = entry.select(settings.sense)
        marks = Set(marked)
    }

    /// The senses with the labels of the parts of speech that they name; those are nil where they name none.
    func senses() -> [(sense: Sense, partOfSpeech: String?)] {
        top.compactMap { node in sense(of: node).map { ($0, head(of: node).partOfSpeech) } }
    }

    /// What `field` says of the entry and of none of its senses.
    func texts(_ field: Field?) -> [String] {
        own(field, of: nil)
    }

    private var top: [Node] { marked.filter { owner(of: $0) == nil } }

    private func sense(of node: Node) -> Sense? {
        let head = head(of: node)
        let definition = definition(of: node, without: head.nodes)
        let senses = marked.filter { owner(of: $0) == node }.compactMap(sense(of:))
        guard !definition.isEmpty || !senses.isEmpty else { return nil }
        return Sense(
            definition: definition, labels: (head.labels + labels(of: node)).unique,
            examples: own(settings.examples, of: node), synonyms: terms(settings.synonyms, of: node),
            antonyms: terms(settings.antonyms, of: node), senses: senses)
    }

    private func labels(of node: Node) -> [String] {
        own(settings.labels, of: node).flatMap { $0.split(separator: ",") }.map { $0.trimmingHead() }
    }

    private func definition(of node: Node, without head: Set<Node>) -> String {
        guard let field = settings.definition else {
            return node.text(skipping: { marks.contains($0) || head.contains($0) })
        }
        return nodes(field, of: node).map { part in
            let stripped = head.union(field.strip.map(part.select) ?? [])
            return part.text(skipping: { stripped.contains($0) })
        }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func terms(_ field: Field?, of sense: Node) -> [String] {
        own(field, of: sense).flatMap { TermList.terms(in: $0, ignoring: settings.notTerms) }.unique
    }

    // MARK: Marks in front of a definition

    private struct Head {
        var partOfSpeech: String?
        var labels: [String] = []
        /// The marks, and what joins them.
        var nodes: Set<Node> = []
    }

    private func head(of node: Node) -> Head {
        var head = Head()
        guard let field = settings.head else { return head }
        let marks = Set(nodes(field, of: node))
        let part = settings.definition.flatMap { nodes($0, of: node).first } ?? node
        let stripped = Set(settings.definition?.strip.map(part.select) ?? [])
        var joints: [Node] = []
        for child in part.children where !stripped.contains(child) {
            if marks.contains(child) {
                head.nodes.formUnion(joints + [child])
                joints = []
                let text = field.text(of: child)
                if head.partOfSpeech == nil, settings.partsOfSpeech[text] != nil {
                    head.partOfSpeech = text
                } else {
                    head.labels.append(text)
                }
            } else if Self.joining.contains(child.text) {
                joints.append(child)
            } else {
                break
            }
        }
        return head
    }

    /// What may stand between two marks.
    private static let joining: Set = ["", ",", "y", "e", "o", "u", "and", "or"]

    // MARK: Whose is what

    private func own(_ field: Field?, of sense: Node?) -> [String] {
        guard let field else { return [] }
        return nodes(field, of: sense).map(field.text).filter { !$0.isEmpty }
    }

    /// What `field` selects in a sense and in none further in, or in the entry and in no sense where that is nil.
    private func nodes(_ field: Field, of sense: Node?) -> [Node] {
        (sense ?? entry).select(field.select).filter { owner(of: $0) == sense }
    }

    /// The sense that `node` stands in; nil where it stands in the entry alone.
    private func owner(of node: Node) -> Node? {
        var node = node.parent
        while let ancestor = node, ancestor != entry {
            if marks.contains(ancestor) { return ancestor }
            node = ancestor.parent
        }
        return nil
    }
}
