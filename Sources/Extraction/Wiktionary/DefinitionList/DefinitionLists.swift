import Lexicon
import Markup

/// Reads the definition lists of an entry one after the other: what stands behind a definition is added to it.
struct DefinitionLists {
    let notes: DefinitionListLayout.Notes
    let edition: Edition
    let budget: ReadingBudget
    /// How many senses those of here stand in, and one more.
    let depth: Int
    private var found: [Sense] = []

    /// Notes add to the last sense one after the other, and may repeat each other.
    var senses: [Sense] {
        found.map { sense in
            var sense = sense
            sense.synonyms = sense.synonyms.unique
            sense.antonyms = sense.antonyms.unique
            return sense
        }
    }

    init(notes: DefinitionListLayout.Notes, edition: Edition, budget: ReadingBudget, depth: Int = 1) {
        self.notes = notes
        self.edition = edition
        self.budget = budget
        self.depth = depth
    }

    /// Reads an element: a definition list, or a list of notes on the last definition; anything else is passed over.
    mutating func read(_ block: Node) throws {
        if block.isElement("dl") {
            try readSenses(of: block)
        } else if block.isElement("ul") {
            try readNotes(of: block)
        }
    }

    private mutating func readSenses(of list: Node) throws {
        var labels: [String] = []
        var isNew = true
        for item in list.elements {
            if item.isElement("dt") {
                labels = Self.labels(in: item.text(skipping: \.isList))
                isNew = true
            } else if item.isElement("dd") {
                try readDefinition(item, labels: labels, isNew: isNew)
                isNew = false
            } else {
                try read(item)
            }
        }
    }

    private mutating func readDefinition(_ item: Node, labels: [String], isNew: Bool) throws {
        try budget.addSense(depth: depth)
        let text = item.text(skipping: \.isList)
        var below = DefinitionLists(notes: notes, edition: edition, budget: budget, depth: depth + 1)
        for list in item.elements where list.isElement("dl") { try below.read(list) }
        let inside = below.senses
        if !edition.isPlaceholder(text), !text.isEmpty || isNew && !inside.isEmpty {
            if isNew {
                found.append(Sense(definition: text, labels: labels, senses: inside))
            } else if !found.isEmpty {
                // A second paragraph of the same definition.
                let last = found.count - 1
                found[last].definition += (found[last].definition.isEmpty ? "" : " ") + text
                found[last].senses += inside
            }
        }
        for list in item.elements where list.isElement("ul") { try readNotes(of: list) }
    }

    private mutating func readNotes(of list: Node) throws {
        guard !found.isEmpty else { return }
        for item in list.elements {
            try budget.tick()
            guard let head = item.first(Self.bold) else { continue }
            let kind = head.text.filter { $0 != ":" }.trimmingHead()
            let text = item.text(skipping: { $0 == head }).trimmingHead()
            guard !text.isEmpty, !edition.isPlaceholder(text) else { continue }
            try notes.add(text, kind, to: &found[found.count - 1], edition, budget)
        }
    }

    private static let bold = Selector.known("b")

    /// "2 Coloquial, Chile" has the labels behind its number, "a Náutica" behind its letter.
    private static func labels(in term: String) -> [String] {
        let words = term.split(separator: " ")
        let isNumbered = words.first.map { $0.count == 1 || $0.allSatisfy { $0.isNumber || $0 == "." } } ?? false
        return words.dropFirst(isNumbered ? 1 : 0).joined(separator: " ").split(separator: ",").map {
            $0.trimmingHead()
        }.filter { !$0.isEmpty }
    }
}

extension DefinitionListLayout.Notes {
    /// Adds a note to the sense that it is on. Here and not there, where the sense is a part of what changes: calling a
    /// method of the whole would copy all senses for each note.
    fileprivate func add(
        _ text: String, _ kind: String, to sense: inout Sense, _ edition: Edition, _ budget: ReadingBudget
    ) throws {
        let before = sense.ownTexts
        if examples.contains(kind) { sense.examples.append(text) }
        if synonyms.contains(kind) { sense.synonyms += edition.terms(in: text) }
        if antonyms.contains(kind) { sense.antonyms += edition.terms(in: text) }
        try budget.add(texts: sense.ownTexts - before)
    }
}
