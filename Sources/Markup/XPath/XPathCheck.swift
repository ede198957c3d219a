/// An expression as it is evaluated.
struct WrittenXPath {
    let expression: String
    /// The expressions of one step that it names by number.
    let steps: [String]
    /// As they stood in the source, with the character that each starts at.
    let operands: [(text: String, offset: Int)]
}

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
    private var writer: XPathWriter

    private struct Bracket {
        /// Of the function whose arguments are in it.
        var function: String?
        var place: Int
        var commas = 0
        var isEmpty = true
    }

    /// The expression that stands in `source` from `start` on, as `XPathWriter` writes it.
    static func written(_ source: String, from start: String.Index) throws(SelectorFault) -> WrittenXPath {
        var check = XPathCheck(source, from: start)
        guard check.text.count - check.place <= maximumLength else {
            throw check.fault("an expression of more than \(maximumLength) characters is too long", at: check.place)
        }
        while check.place < check.text.count { try check.token() }
        let written = check.writer.end(at: check.place)
        let operands = check.writer.operands.map { operand in
            let text = check.text[operand].drop(while: \.isWhitespace)
            return (String(text), text.startIndex)
        }
        return WrittenXPath(expression: written, steps: check.writer.steps, operands: operands)
    }

    private init(_ source: String, from start: String.Index) {
        text = Array(source)
        place = source.distance(from: source.startIndex, to: start)
        writer = XPathWriter(start: place)
    }

    private func fault(_ message: String, at place: Int) -> SelectorFault {
        SelectorFault(message: message, offset: place)
    }

    private func peek(_ distance: Int = 0) -> Character? {
        place + distance < text.count ? text[place + distance] : nil
    }

    private mutating func token() throws(SelectorFault) {
        let next = text[place]
        if next.isWhitespace { return take(operand: followsOperand) }
        if next != ")", next != "]", !open.isEmpty { open[open.count - 1].isEmpty = false }
        switch next {
        case "\"", "'": try literal(next)
        case "$": throw fault("variables are not supported", at: place)
        case "(", "[": try enter(nil, at: place)
        case ")", "]": try leave()
        case ",":
            if !open.isEmpty { open[open.count - 1].commas += 1 }
            sign(.separator)
        case "/":
            let isDouble = peek(1) == "/"
            writer.slash(isDouble: isDouble)
            place += isDouble ? 2 : 1
            followsOperand = false
        case "=", "<", ">", "!": sign(.comparison, length: peek(1) == "=" ? 2 : 1)
        case "|": sign(.union)
        case "+", "-": sign(.arithmetic)
        case "*" where followsOperand: sign(.arithmetic)
        case "*", ".": take(operand: true)
        case _ where next.isASCII && next.isNumber: take(operand: true)
        case _ where next.isNameStart: try name()
        default: take(operand: false)
        }
    }

    private mutating func take(_ length: Int = 1, operand: Bool) {
        writer.write(String(text[place..<place + length]))
        place += length
        followsOperand = operand
    }

    private mutating func sign(_ sign: XPathWriter.Sign, length: Int = 1) {
        let next = place + length
        writer.sign(sign, String(text[place..<next]), at: place, next: next)
        place = next
        followsOperand = false
    }

    private mutating func literal(_ quote: Character) throws(SelectorFault) {
        guard let end = text[(place + 1)...].firstIndex(of: quote) else {
            throw fault("the string that begins here does not end", at: place)
        }
        take(end + 1 - place, operand: true)
    }

    private mutating func name() throws(SelectorFault) {
        let start = place
        let length = text[start...].prefix { $0.isNamePart }.count
        let name = String(text[start..<start + length])
        if followsOperand, let sign = Self.operators[name] { return self.sign(sign, length: length) }
        if peek(length) == ":", peek(length + 1) != ":" {
            throw fault("the prefix “\(name):” is unknown; in a page all names are without prefixes", at: start)
        }
        take(length, operand: true)
        while peek()?.isWhitespace == true { take(operand: true) }
        guard name != "namespace" || peek() != ":" else {
            throw fault("the axis “namespace” is not supported: a page has none", at: start)
        }
        guard peek() == "(", !["node", "text", "comment", "processing-instruction"].contains(name) else { return }
        guard Self.arguments[name] != nil else { throw fault("the function “\(name)” is unknown", at: start) }
        try enter(name, at: start)
    }

    private static let operators: [String: XPathWriter.Sign] = [
        "and": .separator, "or": .separator, "div": .arithmetic, "mod": .arithmetic,
    ]

    private mutating func enter(_ function: String?, at start: Int) throws(SelectorFault) {
        open.append(Bracket(function: function, place: start))
        guard open.count <= Self.maximumDepth else { throw fault("brackets are nested too deeply", at: place) }
        writer.enter(String(text[place]), at: place + 1)
        place += 1
        followsOperand = false
    }

    private mutating func leave() throws(SelectorFault) {
        writer.leave(String(text[place]), at: place)
        place += 1
        followsOperand = true
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
