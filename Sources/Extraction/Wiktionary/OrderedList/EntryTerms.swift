import Lexicon
import Markup

/// The synonyms or antonyms of an entry that stand in none of its senses: under headings of their own, or among what
/// stands around the senses.
struct EntryTerms {
    let settings: OrderedListSettings.Terms
    let edition: Edition
    let budget: ReadingBudget

    /// Joins those that name a sense to it, and returns the others.
    ///
    /// - Parameters:
    ///   - parts: The parts that belong to the entry.
    ///   - blocks: What stands under its own heading beside its senses.
    func join(
        _ parts: [SectionPart], _ blocks: [Node], to senses: inout MarkedSenses,
        _ add: (inout Sense, [String]) -> Void
    ) throws -> [String] {
        let around = settings.onEntry.map { select in blocks.flatMap { $0.selectInclusively(select) } } ?? []
        let lists = parts.filter { settings.headings.contains($0.title) }
        guard settings.isInOrder else {
            let items = lists.flatMap(\.blocks).flatMap { $0.select(Self.items) }
            return try senses.joinTerms(
                (items + around).lazy.map(text), marks: settings.marks, budget, terms: terms, add)
        }
        var rest: [String] = []
        for list in lists.flatMap(\.blocks) {
            for (place, item) in list.select(Self.items).filter({ !$0.isInItem(of: list) }).enumerated() {
                try budget.tick()
                let terms = terms(in: text(of: item))
                try budget.add(texts: terms.count)
                if !senses.join(["\(place + 1)"], { add(&$0, terms) }) { rest += terms }
            }
        }
        return try
            (rest
            + around.flatMap { item in
                try budget.tick()
                return terms(in: text(of: item))
            }).unique
    }

    private func text(of item: Node) -> String { item.text(skipping: { $0.isElement("ul") }) }

    private func terms(in text: String) -> [String] {
        settings.edits.applied(to: text, budget).flatMap(edition.terms)
    }

    private static let items = Selector.known("li")
}

extension Node {
    /// Whether it stands in another item of `list`.
    fileprivate func isInItem(of list: Node) -> Bool {
        ancestor(below: list) { $0.isElement("li") } != nil
    }
}
