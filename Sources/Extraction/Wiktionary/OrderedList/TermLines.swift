import Markup

/// Lines in a sense that say what they are before a colon: "Synonyms: fog, mist".
struct TermLines {
    private(set) var nodes: Set<Node> = []
    /// The texts behind the colons.
    private(set) var synonyms: [String] = []
    private(set) var antonyms: [String] = []

    /// - Parameter isSenseList: Tells the lists of sub-senses, whose lines are theirs.
    init(of item: Node, _ settings: OrderedListSettings, isSenseList: (Node) -> Bool) {
        guard !settings.synonyms.lines.isEmpty || !settings.antonyms.lines.isEmpty else { return }
        var open = item.elements.filter { $0.isList && !isSenseList($0) }
        while let list = open.popLast() {
            for line in list.elements {
                let text = line.text(skipping: \.isList)
                if let terms = Self.terms(in: text, after: settings.synonyms.lines) {
                    nodes.insert(line)
                    synonyms.append(terms)
                } else if let terms = Self.terms(in: text, after: settings.antonyms.lines) {
                    nodes.insert(line)
                    antonyms.append(terms)
                } else {
                    open += line.elements.filter { $0.isList && !isSenseList($0) }
                }
            }
        }
    }

    private static func terms(in text: String, after heads: [String]) -> String? {
        for head in heads where text.hasPrefix(head) {
            let rest = text.dropFirst(head.count).drop(while: \.isWhitespace)
            if let colon = rest.first, ":：".contains(colon) { return String(rest.dropFirst()) }
        }
        return nil
    }
}
