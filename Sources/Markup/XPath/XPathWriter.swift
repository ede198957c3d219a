/// An expression that is written anew while its tokens are read, so that nothing in it takes long unasked: libxml2 compares
/// and unites without a function that could be asked whether the page may be read on, so one is put around each side; and
/// `LocationPath` takes steps that overlap out of it.
struct XPathWriter {
    /// What ends an operand, or a part of one.
    enum Sign {
        case comparison, union, arithmetic
        /// A comma, `and` and `or`.
        case separator
    }

    /// By open bracket, the outermost for what is in none.
    private var levels: [Level]
    /// Expressions of one step, each by the number that it has in the others.
    private(set) var steps: [String] = []
    /// Where what is compared, united, linked or given to a function stood: libxml2 may never get to evaluate it on the
    /// page that an expression is tried on.
    private(set) var operands: [Range<Int>] = []

    private struct Level {
        /// What may be sides of comparisons, as far as they have ended.
        var written = ""
        /// What may be a side of a comparison, and in it what may be a side of a union, which binds closer.
        var operand = ""
        var start: Int
        /// With what stands before it.
        var isCompared = false
        var path = LocationPath()
        var isUnited = false
    }

    init(start: Int) {
        levels = [Level(start: start)]
    }

    private var last: Int { levels.count - 1 }

    mutating func write(_ text: String) { levels[last].path.write(text) }

    mutating func slash(isDouble: Bool) { levels[last].path.endStep(isDouble: isDouble, steps: &steps) }

    /// A bracket opens, and what is in it starts at `place`.
    mutating func enter(_ bracket: String, at place: Int) {
        write(bracket)
        levels.append(Level(start: place))
    }

    /// A bracket at `place` closes.
    mutating func leave(_ bracket: String, at place: Int) {
        if levels.count > 1 {
            let written = end(at: place)
            levels.removeLast()
            write(written)
        }
        write(bracket)
    }

    /// What began last ends at the sign at `place`, and goes on behind it at `next`.
    mutating func sign(_ sign: Sign, _ text: String, at place: Int, next: Int) {
        endPart(isUnion: sign == .union)
        switch sign {
        case .comparison, .separator:
            endOperand(at: place, isComparison: sign == .comparison)
            levels[last].written += text
            levels[last].start = next
        case .union, .arithmetic: levels[last].operand += text
        }
    }

    /// All that stands in the bracket, or the whole expression.
    mutating func end(at place: Int) -> String {
        endPart(isUnion: false)
        endOperand(at: place, isComparison: false)
        return levels[last].written
    }

    private mutating func endPart(isUnion: Bool) {
        let part = levels[last].path.end(steps: &steps)
        let isSide = levels[last].isUnited || isUnion
        levels[last].operand += isSide ? "\(XPathFunctions.united)(\(part))" : part
        levels[last].isUnited = isUnion
    }

    private mutating func endOperand(at place: Int, isComparison: Bool) {
        let operand = levels[last].operand
        let isSide = levels[last].isCompared || isComparison
        levels[last].written += isSide ? "\(XPathFunctions.compared)(\(operand))" : operand
        levels[last].operand = ""
        levels[last].isCompared = isComparison
        operands.append(levels[last].start..<place)
    }
}
