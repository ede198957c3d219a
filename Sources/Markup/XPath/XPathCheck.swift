/// Finds what libxml2 notices only when it gets to evaluate it, which may be on the one page in a thousand: unknown
/// functions, wrong numbers of arguments, prefixes, variables.
struct XPathCheck {
    /// Characters of an expression, and open brackets at a time: libxml2 compiles and evaluates recursively.
    private static let (maximumLength, maximumDepth) = (4096, 32)

    private let text: [Character]
    private var place: Int
    private var open: [Bracket] = []
    /// Whether the token before can end an operand: then a name is an operator, and `*` a multiplication.
    private var followsOperand = false
    private var operands: XPathOperands

    private struct Bracket {
        /// Of the function whose arguments are in it.
        var function: String?
        var place: Int
        var commas = 0
        var isEmpty = true
    }

    /// The expression that stands in `source` from `start` on, with `XPathFunctions.compared` around both sides of every
    /// comparison, and `united` around those of a union.
    static func metered(_ source: String, from start: String.Index) throws(SelectorFault) -> String {
        var check = XPathCheck(source, from: start)
        guard check.text.count - check.place <= maximumLength else {
            throw check.fault("an expression of more than \(maximumLength) characters is too long", at: check.place)
        }
        let first = check.place
        while check.place < check.text.count { try check.token() }
        check.operands.end(at: check.place, next: check.place)
        return check.operands.written(check.text, from: first)
    }

    private init(_ source: String, from start: String.Index) {
        text = Array(source)
        place = source.distance(from: source.startIndex, to: start)
        operands = XPathOperands(start: place)
    }

    private func fault(_ message: String, at place: Int) -> SelectorFault {
        SelectorFault(message: message, offset: place)
    }

    private func peek(_ distance: Int = 0) -> Character? {
        place + distance < text.count ? text[place + distance] : nil
    }

    private mutating func token() throws(SelectorFault) {
        let next = text[place]
        if next.isWhitespace {
            place += 1
            return
        }
        if next != ")", next != "]", !open.isEmpty { open[open.count - 1].isEmpty = false }
        switch next {
        case "\"", "'": try literal(next)
        case "$": throw fault("variables are not supported", at: place)
        case "(", "[": try enter(nil, at: place)
        case ")", "]": try leave()
        case ",":
            if !open.isEmpty { open[open.count - 1].commas += 1 }
            operands.end(at: place, next: place + 1)
            step(operand: false)
        case "=", "<", ">", "!":
            let start = place
            if peek(1) == "=" { place += 1 }
            step(operand: false)
            operands.end(at: start, next: place, isComparison: true)
        case "*" where followsOperand, "|", "+", "-":
            operands.endPart(at: place, next: place + 1, isUnion: next == "|")
            step(operand: false)
        case "*": step(operand: true)
        case ".": step(operand: true)
        case _ where next.isASCII && next.isNumber: step(operand: true)
        case _ where next.isNameStart: try name()
        default: step(operand: false)
        }
    }

    private mutating func step(operand: Bool) {
        place += 1
        followsOperand = operand
    }

    private mutating func literal(_ quote: Character) throws(SelectorFault) {
        let start = place
        repeat { place += 1 } while peek() != nil && peek() != quote
        guard peek() == quote else { throw fault("the string that begins here does not end", at: start) }
        step(operand: true)
    }

    private mutating func name() throws(SelectorFault) {
        let start = place
        while let next = peek(), next.isNamePart { place += 1 }
        let name = String(text[start..<place])
        if followsOperand, ["and", "or", "div", "mod"].contains(name) {
            followsOperand = false
            if name == "and" || name == "or" {
                operands.end(at: start, next: place)
            } else {
                operands.endPart(at: start, next: place)
            }
            return
        }
        if peek() == ":", peek(1) != ":" {
            throw fault("the prefix “\(name):” is unknown; in a page all names are without prefixes", at: start)
        }
        followsOperand = true
        while peek()?.isWhitespace == true { place += 1 }
        guard peek() == "(", !["node", "text", "comment", "processing-instruction"].contains(name) else { return }
        guard Self.arguments[name] != nil else { throw fault("the function “\(name)” is unknown", at: start) }
        try enter(name, at: start)
    }

    private mutating func enter(_ function: String?, at start: Int) throws(SelectorFault) {
        open.append(Bracket(function: function, place: start))
        guard open.count <= Self.maximumDepth else { throw fault("brackets are nested too deeply", at: place) }
        step(operand: false)
        operands.enter(at: place)
    }

    private mutating func leave() throws(SelectorFault) {
        operands.leave(at: place)
        step(operand: true)
        guard let bracket = open.popLast(), let name = bracket.function, let allowed = Self.arguments[name] else {
            return
        }
        let count = bracket.isEmpty ? 0 : bracket.commas + 1
        guard allowed.contains(count) else {
            throw fault("the function “\(name)” does not take \(count) arguments", at: bracket.place)
        }
    }

    /// How many arguments the functions of XPath 1.0 take. `id` is missing: pages have no document type that declares one.
    private static let arguments: [String: ClosedRange<Int>] = [
        "boolean": 1...1, "ceiling": 1...1, "concat": 2...64, "contains": 2...2, "count": 1...1, "false": 0...0,
        "floor": 1...1, "lang": 1...1, "last": 0...0, "local-name": 0...1, "name": 0...1, "namespace-uri": 0...1,
        "normalize-space": 0...1, "not": 1...1, "number": 0...1, "position": 0...0, "round": 1...1,
        "starts-with": 2...2, "string": 0...1, "string-length": 0...1, "substring": 2...3, "substring-after": 2...2,
        "substring-before": 2...2, "sum": 1...1, "translate": 3...3, "true": 0...0,
    ]
}

extension Character {
    fileprivate var isNameStart: Bool { self == "_" || isLetter }

    fileprivate var isNamePart: Bool { isNameStart || isNumber || self == "-" || self == "." }
}
