import Markup

/// The number in front of a sense, where it stands in the text.
struct HeadMark {
    /// The senses that it names: nearly always one. Empty where there is no mark.
    private(set) var names: [String]
    /// What is behind the elements and texts that the mark fills.
    private(set) var rest: ArraySlice<Node>
    /// Whether `rest` begins with the mark, as a part of a longer text.
    private(set) var isInRest: Bool

    /// - Parameter nodes: What the sense consists of.
    init(of nodes: ArraySlice<Node>, marks: NumberMarks) {
        (names, rest, isInRest) = ([], nodes, false)
        guard !marks.isEmpty else { return }
        var text = ""
        for place in nodes.indices where !nodes[place].isList {
            text += nodes[place].text
            if text.isEmpty { continue }
            var left = text[...]
            if let names = marks.take(off: &left) {
                self.names = names
                isInRest = !left.isEmpty
                if left.isEmpty { rest = nodes[(place + 1)...] }
                return
            }
            // A mark is short, and each of its signs may stand in an element of its own.
            if text.count > Self.longest { return }
        }
    }

    private static let longest = 12

    /// `text`, which is that of `rest`, without the mark.
    func dropped(from text: String, marks: NumberMarks) -> String {
        var left = text[...]
        if isInRest { _ = marks.take(off: &left) }
        return String(left)
    }
}
