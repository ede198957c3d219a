import Lexicon
import Markup

/// Reads senses off nested ordered lists, the layout of most editions: a list item is a sense, a list in it its
/// sub-senses, and what else stands in it its examples, quotations and synonyms.
struct SenseList {
    let settings: OrderedListSettings
    let edition: Edition
    let budget: ReadingBudget
    /// The label marks of the whole section, selected once.
    let labelMarks: SenseLabels.Marks
    /// What of the whole section is no text of a sense.
    let stripped: Set<Node>
    /// The lists of senses of the whole section; nil where those are all ordered lists.
    let lists: Set<Node>?

    init(_ settings: OrderedListSettings, _ edition: Edition, _ section: Section) {
        func all(_ selector: Selector?) -> Set<Node> { Set(selector.map(section.document.select) ?? []) }
        self.settings = settings
        self.edition = edition
        budget = section.budget
        labelMarks = SenseLabels.Marks(
            bracketed: all(settings.labels), bare: all(settings.bareLabels), joiningWords: edition.joiningWords)
        stripped = all(settings.senses.strip)
        let marks = edition.marks ?? .none
        lists =
            settings.senses.lists == nil
            ? nil : all(settings.senses.lists).filter { $0.isElement("ol") || $0.isNumbered(by: marks) }
    }

    /// The senses of `list`.
    func senses(of list: Node, depth: Int = 1) throws -> [Sense] {
        try list.elements.filter { $0.isElement("li") }.compactMap { try sense(of: $0, depth: depth) }
    }

    /// The sense that `item` is, which may be all label; nil where it says nothing.
    func sense(of item: Node, depth: Int = 1) throws -> Sense? {
        try budget.addSense(depth: depth)
        let marks = edition.marks ?? .none
        let mark = HeadMark(of: Array(item.children)[...], marks: marks)
        let head = SenseLabels(of: mark.rest, marks: labelMarks)
        let definition = settings.senses.edits.edited(
            mark.dropped(from: head.definition(without: stripped), marks: marks), budget)
        guard !edition.isPlaceholder(definition) else { return nil }
        let inside = item.elements.filter(isSenseList)
        let senses = try inside.flatMap { try self.senses(of: $0, depth: depth + 1) }
        guard !definition.isBlankMark || !senses.isEmpty || !head.labels.isEmpty else { return nil }
        let lines = TermLines(of: item, settings, isSenseList: isSenseList)
        let sense = Sense(
            definition: definition, labels: head.labels, examples: examples(of: item, without: lines.nodes),
            synonyms: terms(settings.synonyms, lines.synonyms, of: item),
            antonyms: terms(settings.antonyms, lines.antonyms, of: item), senses: senses)
        try budget.add(texts: sense.ownTexts)
        return sense
    }

    private func isSenseList(_ node: Node) -> Bool {
        node.isElement("ol") || lists?.contains(node) ?? false
    }

    private func examples(of item: Node, without lines: Set<Node>) -> [String] {
        guard let items = settings.examples.items else { return [] }
        return own(items, of: item).filter { !lines.contains($0) }.flatMap { example in
            let marked = settings.examples.text.map { example.select($0) } ?? []
            return (marked.isEmpty ? [example] : marked).map { text(of: $0, isWhole: marked.isEmpty) }
        }.flatMap { settings.examples.edits.applied(to: $0, budget) }.filter {
            !$0.isBlankMark && !edition.isPlaceholder($0)
        }
    }

    private func text(of example: Node, isWhole: Bool) -> String {
        let stripped = Set(settings.examples.strip.map(example.select) ?? [])
        return example.text(skipping: { isWhole && $0.isList || stripped.contains($0) })
    }

    private func terms(_ settings: OrderedListSettings.Terms, _ lines: [String], of item: Node) -> [String] {
        let marked = settings.onSense.map { own($0, of: item).map(\.text) } ?? []
        return (marked + lines).flatMap { settings.edits.applied(to: $0, budget) }.flatMap(edition.terms).unique
    }

    /// What `selector` matches in the item and not in one of its sub-senses.
    private func own(_ selector: Selector, of item: Node) -> [Node] {
        item.select(selector).filter { $0.ancestor(below: item, where: isSenseList) == nil }
    }
}

extension Node {
    /// Whether the first item of a list begins with a number; where no numbers are asked for, any list does.
    fileprivate func isNumbered(by marks: NumberMarks) -> Bool {
        guard !marks.isEmpty else { return true }
        guard let whole = elements.first(where: { $0.isElement("li") })?.text else { return false }
        var text = whole[...]
        return marks.take(off: &text) != nil
    }
}
