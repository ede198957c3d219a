/// A regular expression that is matched in time that grows with the text alone: all its branches are followed at once,
/// where a matcher that tries one after the other may take for ever for `(a+)+b`.
///
/// It has what names need: `.`, `[a-z]`, `\d`, `\w`, `\s`, `( )`, `(?: )`, `|`, `*`, `+`, `?`, `{2,5}`, `^` and `$`. What would
/// need to look back or ahead is refused.
struct LinearPattern: Sendable {
    /// What is no such expression, in one sentence.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// Of all branches together.
    static let mostStates = 2_000

    private enum State {
        case byte(ByteSet, next: Int)
        case split(Int, Int)
        case start(next: Int), end(next: Int)
        case accept
    }

    private var states: [State] = []
    private var first = 0

    init(_ text: String) throws(Fault) {
        var parser = PatternParser(text)
        let node = try parser.all()
        first = try add(node, before: try append(.accept))
    }

    private mutating func append(_ state: State) throws(Fault) -> Int {
        guard states.count < Self.mostStates else { throw Fault(description: "It is too large.") }
        states.append(state)
        return states.count - 1
    }

    /// Adds the states of `node` that lead to `next`, and returns the first of them.
    private mutating func add(_ node: PatternNode, before next: Int) throws(Fault) -> Int {
        switch node {
        case .byte(let set): return try append(.byte(set, next: next))
        case .start: return try append(.start(next: next))
        case .end: return try append(.end(next: next))
        case .sequence(let nodes):
            var next = next
            for node in nodes.reversed() { next = try add(node, before: next) }
            return next
        case .choice(let nodes):
            var first = try add(nodes[nodes.count - 1], before: next)
            for node in nodes.dropLast().reversed() {
                let branch = try add(node, before: next)
                first = try append(.split(branch, first))
            }
            return first
        case .repeated(let node, let least, let most):
            var first = next
            if let most {
                for _ in least..<most {
                    let once = try add(node, before: first)
                    first = try append(.split(once, next))
                }
            } else {
                first = try append(.split(next, next))
                states[first] = .split(try add(node, before: first), next)
            }
            for _ in 0..<least { first = try add(node, before: first) }
            return first
        }
    }

    /// Whether all of `text` matches.
    func matches(_ text: some Collection<UInt8>) -> Bool {
        var current = Reached(count: states.count)
        reach(first, &current, isStart: true, isEnd: text.isEmpty)
        var left = text.count
        for byte in text {
            left -= 1
            var next = Reached(count: states.count)
            for index in current.bytes {
                if case .byte(let set, let state) = states[index], set.contains(byte) {
                    reach(state, &next, isStart: false, isEnd: left == 0)
                }
            }
            current = next
        }
        return current.isAccepted
    }

    private struct Reached {
        var seen: [Bool]
        /// Those that take a byte.
        var bytes: [Int] = []
        var isAccepted = false

        init(count: Int) { seen = [Bool](repeating: false, count: count) }
    }

    /// Notes all states that are reached without a byte.
    private func reach(_ state: Int, _ reached: inout Reached, isStart: Bool, isEnd: Bool) {
        var pending = [state]
        while let index = pending.popLast() {
            guard !reached.seen[index] else { continue }
            reached.seen[index] = true
            switch states[index] {
            case .byte: reached.bytes.append(index)
            case .split(let one, let other): pending += [one, other]
            case .start(let next): if isStart { pending.append(next) }
            case .end(let next): if isEnd { pending.append(next) }
            case .accept: reached.isAccepted = true
            }
        }
    }
}

/// What an expression is made of.
indirect enum PatternNode {
    case byte(ByteSet)
    case start, end
    case sequence([PatternNode])
    case choice([PatternNode])
    /// - Parameter most: Nil for any number.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// Bytes that may stand in a place.
struct ByteSet: Sendable {
    private var members = [Bool](repeating: false, count: 256)

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { members[Int(byte)] = true }
    }

    func contains(_ byte: UInt8) -> Bool { members[Int(byte)] }

    mutating func formUnion(_ other: ByteSet) {
        for index in members.indices where other.members[index] { members[index] = true }
    }

    var inverted: ByteSet {
        var set = self
        for index in members.indices { set.members[index].toggle() }
        return set
    }

    static let all = ByteSet(0...255)
    static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
    static let spaces = ByteSet(" \t\r\n".utf8)
    static let letters: ByteSet = {
        var set = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))
        set.formUnion(ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
        return set
    }()
    static let ofWords: ByteSet = {
        var set = letters
        set.formUnion(digits)
        set.formUnion(ByteSet("_".utf8))
        return set
    }()
}

/// Reads an expression.
struct PatternParser {
    typealias Fault = LinearPattern.Fault

    private static let mostRepeats = 1_000
    private static let deepest = 50

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func all() throws(Fault) -> PatternNode {
        let node = try choice()
        guard peek == nil else { throw Fault(description: "A `)` closes nothing.") }
        return node
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func choice() throws(Fault) -> PatternNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(Fault) -> PatternNode {
        var nodes: [PatternNode] = []
        while let byte = peek, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") { nodes.append(try repeated()) }
        return .sequence(nodes)
    }

    private mutating func repeated() throws(Fault) -> PatternNode {
        var node = try single()
        while true {
            if take("*") {
                node = .repeated(node, least: 0, most: nil)
            } else if take("+") {
                node = .repeated(node, least: 1, most: nil)
            } else if take("?") {
                node = .repeated(node, least: 0, most: 1)
            } else if peek == UInt8(ascii: "{"), let (least, most) = try bounds() {
                node = .repeated(node, least: least, most: most)
            } else {
                return node
            }
            // Lazy: which of several ways matches makes no difference to whether one does.
            if take("?") { continue }
            if peek == UInt8(ascii: "+") { throw Fault(description: "A `+` behind a repetition is not known here.") }
        }
    }

    /// `{2}`, `{2,}`, `{2,5}`; nil for a brace that is none of them.
    private mutating func bounds() throws(Fault) -> (Int, Int?)? {
        let start = position
        position += 1
        let least = number()
        var most = least
        if take(",") { most = number() }
        guard take("}"), let least else {
            position = start
            throw Fault(description: "A `{` is no number of times: expected such as {2,5}, or \\{ for itself.")
        }
        let hasMost = bytes[start..<position].contains(UInt8(ascii: ",")) ? most != nil : true
        guard max(least, most ?? 0) <= Self.mostRepeats, !hasMost || least <= most ?? least else {
            throw Fault(description: "A number of times is too large, or the wrong way round.")
        }
        return (least, hasMost ? most : nil)
    }

    private mutating func number() -> Int? {
        let start = position
        while let byte = peek, ByteSet.digits.contains(byte) { position += 1 }
        return Int(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func single() throws(Fault) -> PatternNode {
        guard let byte = peek else { throw Fault(description: "It ends too early.") }
        position += 1
        switch Unicode.Scalar(byte) {
        case "(": return try group()
        case "[": return .byte(try set())
        case ".": return .byte(.all)
        case "^": return .start
        case "$": return .end
        case "\\": return .byte(try escaped())
        case "*", "+", "?", "{": throw Fault(description: "A repetition repeats nothing.")
        default: return .byte(ByteSet([byte]))
        }
    }

    private mutating func group() throws(Fault) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Fault(description: "Its brackets are too deep.") }
        if take("?"), !take(":") {
            throw Fault(description: "A `(?` that looks ahead or back, or names something, is not known here.")
        }
        let node = try choice()
        guard take(")") else { throw Fault(description: "A `(` is not closed.") }
        return node
    }

    private mutating func escaped() throws(Fault) -> ByteSet {
        guard let byte = peek else { throw Fault(description: "It ends with a `\\`.") }
        position += 1
        switch Unicode.Scalar(byte) {
        case "d": return .digits
        case "D": return ByteSet.digits.inverted
        case "w": return .ofWords
        case "W": return ByteSet.ofWords.inverted
        case "s": return .spaces
        case "S": return ByteSet.spaces.inverted
        default:
            guard !ByteSet.letters.contains(byte), !ByteSet.digits.contains(byte) else {
                throw Fault(description: "`\\\(Unicode.Scalar(byte))` is not known here.")
            }
            return ByteSet([byte])
        }
    }

    /// Behind the opening bracket.
    private mutating func set() throws(Fault) -> ByteSet {
        let isInverted = take("^")
        var set = ByteSet([])
        var isFirst = true
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "]"), !isFirst { return isInverted ? set.inverted : set }
            isFirst = false
            if byte == UInt8(ascii: "["), peek == UInt8(ascii: ":") {
                throw Fault(description: "A named class such as [:alpha:] is not known here.")
            }
            if byte == UInt8(ascii: "\\") {
                set.formUnion(try escaped())
            } else if peek == UInt8(ascii: "-"), position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: "]") {
                let last = bytes[position + 1]
                guard byte <= last, last != UInt8(ascii: "\\") else {
                    throw Fault(description: "A range is the wrong way round.")
                }
                position += 2
                set.formUnion(ByteSet(byte...last))
            } else {
                set.formUnion(ByteSet([byte]))
            }
        }
        throw Fault(description: "A `[` is not closed.")
    }
}
