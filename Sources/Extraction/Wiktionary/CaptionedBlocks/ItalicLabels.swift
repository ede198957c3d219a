import Markup

/// Labels that are italics before a colon, at the head of a definition: `<i>Botany:</i>`, `<i>Botany</i>, <i>Zoology</i>:`.
enum ItalicLabels {
    /// Takes the labels off `text`, which is that of `nodes` from some point on: the mark of the sense is off already.
    ///
    /// - Parameter joiningWords: What may stand between two labels: "and".
    static func take(
        off text: inout Substring, of nodes: some Sequence<Node>, joiningWords: Set<String>
    ) -> [String] {
        var labels: [String] = []
        var run = ""
        var names: [String] = []
        for node in nodes where !node.isList {
            let piece = node.text
            if isItalic(node) {
                run += piece
                names.append(piece)
            } else if !names.isEmpty, piece.hasPrefix(":") {
                run += ":"
            } else if piece.allSatisfy({ ",; ".contains($0) }) || joiningWords.contains(piece) {
                run += piece
                continue
            } else if names.isEmpty, piece.hasPrefix("[") {
                // The mark of the sense, and whatever of the definition stands in the same text.
                if !piece.hasSuffix("]") { break }
                continue
            } else {
                break
            }
            guard run.last == ":" else { continue }
            guard let rest = dropping(run, from: text) else { break }
            labels += names.flatMap { $0.split(whereSeparator: { ",;:".contains($0) }) }.map { $0.trimmingHead() }
            text = rest
            run = ""
            names = []
        }
        return labels.filter { !$0.isEmpty }
    }

    /// Whether `node` is a label within a running text: italics with the colon in them, or right behind them.
    static func isLabel(_ node: Node) -> Bool {
        guard isItalic(node) else { return false }
        return node.text.hasSuffix(":") || node.nextSibling?.text.hasPrefix(":") == true
    }

    private static func isItalic(_ node: Node) -> Bool {
        guard node.isElement, !node.text.isEmpty else { return false }
        return node.isElement("i") || node.first(italics)?.text == node.text
    }

    private static let italics = Selector.known("i")

    /// `text` without `run` at its head, however the two are spaced.
    private static func dropping(_ run: String, from text: Substring) -> Substring? {
        var rest = text
        for character in run where !character.isWhitespace {
            rest = rest.drop(while: \.isWhitespace)
            guard rest.first == character else { return nil }
            rest = rest.dropFirst()
        }
        return rest.drop(while: \.isWhitespace)
    }
}
