import Lexicon
import Markup

/// Reads senses off nested ordered lists, the layout of most editions: a list item is a sense, a list in it its
/// sub-senses, and what else stands in it its examples, quotations and synonyms.
struct SenseList {
    let settings: OrderedListSettings
    let edition: Edition
    let budget: ReadingBudget
    /// The label marks of the whole section, selected once.
    let labelMarks: Set<Node>

    /// The senses of `list`, an `ol`.
    func senses(of list: Node, depth: Int = 1) throws -> [Sense] {
        try list.elements.filter { $0.isElement("li") }.compactMap { try sense(of: $0, depth: depth) }
    }

    private func sense(of item: Node, depth: Int) throws -> Sense? {
        try budget.addSense(depth: depth)
        let head = SenseLabels(of: item, marks: labelMarks)
        let definition = head.definition
        guard !edition.isPlaceholder(definition) else { return nil }
        let lists = item.elements.filter { $0.isElement("ol") }
        let senses = try lists.flatMap { try self.senses(of: $0, depth: depth + 1) }
        guard !definition.isEmpty || !senses.isEmpty else { return nil }
        let sense = Sense(
            definition: definition, labels: head.labels, examples: examples(of: item),
            synonyms: terms(settings.synonyms.onSense, of: item),
            antonyms: terms(settings.antonyms.onSense, of: item), senses: senses)
        try budget.add(texts: sense.ownTexts)
        return sense
    }

    private func examples(of item: Node) -> [String] {
        guard let items = settings.examples.items else { return [] }
        return own(items, of: item).flatMap { example in
            let marked = settings.examples.text.map { example.select($0) } ?? []
            return marked.isEmpty ? [example.text(skipping: \.isList)] : marked.map(\.text)
        }.filter { !$0.isEmpty && !edition.isPlaceholder($0) }
    }

    private func terms(_ selector: Selector?, of item: Node) -> [String] {
        guard let selector else { return [] }
        return own(selector, of: item).flatMap { edition.terms(in: $0.text) }.unique
    }

    /// What `selector` matches in the item and not in one of its sub-senses.
    private func own(_ selector: Selector, of item: Node) -> [Node] {
        item.select(selector).filter { node in
            var node = node.parent
            while let ancestor = node, ancestor != item {
                if ancestor.isElement("ol") { return false }
                node = ancestor.parent
            }
            return true
        }
    }
}
