/// What an expression compares and unites, as its tokens tell: libxml2 does both without a function that could be asked
/// whether the page may be read on, so one is put around each side.
struct XPathOperands {
    /// By open bracket, the outermost for what is in none.
    private var operands: [Operand]
    private var insertions: [(place: Int, text: String)] = []

    /// What may be a side of a comparison, and in it what may be a side of a union, which binds closer.
    private struct Operand {
        var start: Int
        /// With what stands before it.
        var isCompared = false
        var partStart: Int
        var isUnited = false

        init(start: Int) { (self.start, partStart) = (start, start) }
    }

    init(start: Int) {
        operands = [Operand(start: start)]
    }

    /// Behind the sign of a bracket that opens.
    mutating func enter(at place: Int) {
        operands.append(Operand(start: place))
    }

    /// Before the sign of one that closes.
    mutating func leave(at place: Int) {
        end(at: place, next: place)
        if operands.count > 1 { operands.removeLast() }
    }

    /// What began last ends before `end`, and the next operand begins at `next`.
    mutating func end(at end: Int, next: Int, isComparison: Bool = false) {
        endPart(at: end, next: next)
        let last = operands.count - 1
        if operands[last].isCompared || isComparison {
            wrap(operands[last].start..<end, in: XPathFunctions.compared)
        }
        operands[last].start = next
        operands[last].isCompared = isComparison
    }

    /// The same where the operand goes on.
    mutating func endPart(at end: Int, next: Int, isUnion: Bool = false) {
        let last = operands.count - 1
        if operands[last].isUnited || isUnion {
            wrap(operands[last].partStart..<end, in: XPathFunctions.united)
        }
        operands[last].partStart = next
        operands[last].isUnited = isUnion
    }

    private mutating func wrap(_ range: Range<Int>, in function: String) {
        insertions += [(range.lowerBound, "\(function)("), (range.upperBound, ")")]
    }

    /// The expression that stands in `text` from `start` on, with the functions in it.
    func written(_ text: [Character], from start: Int) -> String {
        var (written, place) = ("", start)
        // Of two that begin at one place the outer one ended later.
        for insertion in insertions.reversed().sorted(by: { $0.place < $1.place }) {
            written += String(text[place..<insertion.place]) + insertion.text
            place = insertion.place
        }
        return written + String(text[place...])
    }
}
