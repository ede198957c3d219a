import Lexicon
import Markup

/// Reads the definition lists of an entry one after the other: what stands behind a definition is added to it.
struct DefinitionLists {
    let notes: DefinitionListLayout.Notes
    let edition: Edition
    private(set) var senses: [Sense] = []

    init(notes: DefinitionListLayout.Notes, edition: Edition) {
        self.notes = notes
        self.edition = edition
    }

    /// Reads an element: a definition list, or a list of notes on the last definition; anything else is passed over.
    mutating func read(_ block: Node) {
        if block.isElement("dl") {
            readSenses(of: block)
        } else if block.isElement("ul") {
            readNotes(of: block)
        }
    }

    private mutating func readSenses(of list: Node) {
        var labels: [String] = []
        var isNew = true
        for item in list.elements {
            if item.isElement("dt") {
                labels = Self.labels(in: item.text(skipping: \.isList))
                isNew = true
            } else if item.isElement("dd") {
                readDefinition(item, labels: labels, isNew: isNew)
                isNew = false
            } else {
                read(item)
            }
        }
    }

    private mutating func readDefinition(_ item: Node, labels: [String], isNew: Bool) {
        let text = item.text(skipping: \.isList)
        var below = DefinitionLists(notes: notes, edition: edition)
        for list in item.elements where list.isElement("dl") { below.read(list) }
        if !edition.isPlaceholder(text), !text.isEmpty || isNew && !below.senses.isEmpty {
            if isNew {
                senses.append(Sense(definition: text, labels: labels, senses: below.senses))
            } else if !senses.isEmpty {
                // A second paragraph of the same definition.
                let last = senses.count - 1
                senses[last].definition += (senses[last].definition.isEmpty ? "" : " ") + text
                senses[last].senses += below.senses
            }
        }
        for list in item.elements where list.isElement("ul") { readNotes(of: list) }
    }

    private mutating func readNotes(of list: Node) {
        guard !senses.isEmpty else { return }
        for item in list.elements {
            guard let head = item.first(Self.bold) else { continue }
            let kind = head.text.filter { $0 != ":" }.trimmingHead()
            let text = item.text(skipping: { $0 == head }).trimmingHead()
            guard !text.isEmpty, !edition.isPlaceholder(text) else { continue }
            add(text, kind, to: &senses[senses.count - 1])
        }
    }

    private func add(_ text: String, _ kind: String, to sense: inout Sense) {
        if notes.examples.contains(kind) { sense.examples.append(text) }
        if notes.synonyms.contains(kind) { sense.synonyms = (sense.synonyms + edition.terms(in: text)).unique }
        if notes.antonyms.contains(kind) { sense.antonyms = (sense.antonyms + edition.terms(in: text)).unique }
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
