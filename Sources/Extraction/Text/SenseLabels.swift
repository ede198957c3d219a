import Markup

/// A sense without its lists, and the labels at its head.
///
/// A label is in brackets, which one marked element holds, or a run of them, or which stand right around one; anything
/// else ends the head.
struct SenseLabels {
    private(set) var labels: [String] = []
    private var rest: ArraySlice<Node>
    /// Whether `rest` begins with the bracket that closes the last label.
    private var restIsBracketed = false
    /// The label that is being read, from its bracket on, and the brackets of it that are open.
    private var run = ""
    private var open = 0

    private let joiningWords: Set<String>

    /// What labels are marked with.
    struct Marks {
        /// The marked elements of the whole section.
        var bracketed: Set<Node> = []
        /// Those that are labels without any brackets.
        var bare: Set<Node> = []
        /// What may stand between two labels: "and".
        var joiningWords: Set<String> = []
    }

    /// - Parameter nodes: What the sense consists of, behind its number.
    init(of nodes: ArraySlice<Node>, marks: Marks) {
        rest = nodes
        joiningWords = marks.joiningWords
        for place in nodes.indices {
            let node = nodes[place]
            guard !node.isList else { break }
            let next = nodes[(place + 1)...]
            let isRead =
                if open == 0, marks.bare.contains(node) {
                    readBare(node.text, next: next)
                } else if marks.bracketed.contains(node) {
                    readMark(node.text, next: next)
                } else {
                    readBetween(node.text, from: nodes[place...])
                }
            guard isRead else { break }
        }
        labels = labels.filter { !$0.isEmpty }
    }

    /// What is left of the sense.
    ///
    /// - Parameter skipped: What is no part of it, beside the lists in it.
    func definition(without skipped: Set<Node> = []) -> String {
        let text = Node.text(of: rest, skipping: { $0.isList || skipped.contains($0) })
        return (restIsBracketed && text.hasPrefix(")") ? String(text.dropFirst()) : text).trimmingHead()
    }

    private mutating func readBare(_ text: String, next: ArraySlice<Node>) -> Bool {
        // Empty elements, such as style sheets, may stand among labels.
        labels += Self.withoutBrackets(text).split(separator: ",").map { $0.trimmingHead() }
        rest = next
        restIsBracketed = false
        run = ""
        return true
    }

    private static func withoutBrackets(_ text: String) -> Substring {
        text.hasPrefix("(") && text.hasSuffix(")") ? text.dropFirst().dropLast() : text[...]
    }

    /// False where it ends the head.
    private mutating func readMark(_ text: String, next: ArraySlice<Node>) -> Bool {
        run += text
        guard run.hasPrefix("(") else { return false }
        open += text.reduce(0) { $0 + ($1 == "(" ? 1 : $1 == ")" ? -1 : 0) }
        if open == 0 { end(rest: next, isBracketed: false) }
        return true
    }

    private mutating func readBetween(_ text: String, from place: ArraySlice<Node>) -> Bool {
        if open > 0, text.hasPrefix(")") {
            run += ")"
            open = 0
            let behind = text.dropFirst().filter { !Self.joints.contains($0) }
            end(rest: behind.isEmpty ? place.dropFirst() : place, isBracketed: !behind.isEmpty)
            guard behind.isEmpty || behind == "(" else { return false }
            if behind == "(" { begin() }
            return true
        }
        let isJoint = text.allSatisfy { Self.joints.contains($0) } || joiningWords.contains(text)
        if run.isEmpty, text.last == "(", text.dropLast().allSatisfy({ Self.joints.contains($0) }) {
            begin()
            return true
        }
        if isJoint, open > 0 { run += joiningWords.contains(text) ? "," : text }
        return isJoint
    }

    private mutating func begin() {
        run = "("
        open = 1
    }

    private mutating func end(rest: ArraySlice<Node>, isBracketed: Bool) {
        labels += run.dropFirst().dropLast().split(separator: ",").map { $0.trimmingHead() }
        self.rest = rest
        restIsBracketed = isBracketed
        run = ""
    }

    /// What may stand between two labels.
    private static let joints: Set<Character> = [" ", ",", ";", ":"]
}
