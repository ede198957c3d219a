/// Reads a pattern: `a|b`, `( )`, `(?: )`, `[a-z]`, `[^…]`, `.`, `\d \w \s \b` and their capitals, `\p{L} \p{Lu} \p{Ll}`,
/// `\t`, `\n`, `^`, `$`, `* + ? {2,5}` and their lazy forms, and `(?i)` in front.
struct PatternParser {
    private static let mostScalars = 500
    private static let mostRepeats = 1_000
    private static let mostBrackets = 20

    private let text: [Unicode.Scalar]
    private var place = 0
    private var depth = 0
    private var ignoresCase = false

    init(_ source: String) {
        text = Array(source.unicodeScalars)
    }

    mutating func parse() throws(PatternFault) -> PatternPiece {
        guard text.count <= Self.mostScalars else {
            throw fault("a pattern of more than \(Self.mostScalars) characters is too long")
        }
        if text.starts(with: "(?i)".unicodeScalars) {
            ignoresCase = true
            place = 4
        }
        let piece = try choice()
        if place < text.count { throw fault("a “)” without its “(”") }
        return piece
    }

    private func fault(_ message: String) -> PatternFault {
        PatternFault(description: "a pattern was expected: \(message) (at character \(min(place, text.count) + 1))")
    }

    private var next: Unicode.Scalar? { place < text.count ? text[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    private mutating func choice() throws(PatternFault) -> PatternPiece {
        var ways = [try sequence()]
        while take("|") { ways.append(try sequence()) }
        return ways.count == 1 ? ways[0] : .choice(ways)
    }

    private mutating func sequence() throws(PatternFault) -> PatternPiece {
        var pieces: [PatternPiece] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            var piece = try atom()
            if let repeats = try repeats() {
                piece = .repeated(piece, least: repeats.least, most: repeats.most, isGreedy: !take("?"))
                if let sign = next, "*+?{".unicodeScalars.contains(sign) {
                    throw fault("a “\(sign)” behind a repeat; brackets around the repeat make it one")
                }
            }
            pieces.append(piece)
        }
        return .sequence(pieces)
    }

    private mutating func repeats() throws(PatternFault) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard next == "{" else { return nil }
        let close = text[place...].firstIndex(of: "}")
        let written = close.map { String(String.UnicodeScalarView(text[(place + 1)..<$0])) } ?? ""
        let bounds = written.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard let close, (1...2).contains(bounds.count), let first = bounds.first, let least = first else {
            throw fault("“{” begins a number of repeats, such as {2,5}; \\{ is the sign itself")
        }
        let isOpen = bounds.count == 2 && written.hasSuffix(",")
        let most = bounds.count == 1 ? least : bounds[1]
        guard isOpen || most != nil, least >= 0, max(least, most ?? 0) <= Self.mostRepeats, least <= most ?? least
        else {
            throw fault("at most \(Self.mostRepeats) repeats, the smaller number first")
        }
        place = close + 1
        return (least, isOpen ? nil : most)
    }

    private mutating func atom() throws(PatternFault) -> PatternPiece {
        guard let scalar = next else { throw fault("it ends too early") }
        place += 1
        switch scalar {
        case "(": return try group()
        case "[": return one(try set())
        case ".": return .one(.any)
        case "^": return .start
        case "$": return .end
        case "\\": return try escape()
        case "*", "+", "?", "{":
            place -= 1
            throw fault("there is nothing to repeat before “\(scalar)”")
        default: return one(PatternScalars(ranges: [scalar...scalar]))
        }
    }

    private func one(_ scalars: PatternScalars) -> PatternPiece {
        .one(ignoresCase ? scalars.ignoringCase : scalars)
    }

    private mutating func group() throws(PatternFault) -> PatternPiece {
        if take("?") {
            guard take(":") else {
                throw fault("of what begins with “(?”, only (?:…) is understood, and (?i) in front")
            }
        }
        depth += 1
        guard depth <= Self.mostBrackets else { throw fault("brackets are nested too deeply") }
        let piece = try choice()
        guard take(")") else { throw fault("a “(” without its “)”") }
        depth -= 1
        return piece
    }

    // MARK: Scalars

    private mutating func escape() throws(PatternFault) -> PatternPiece {
        if take("b") { return .wordBorder(true) }
        if take("B") { return .wordBorder(false) }
        return one(try escaped())
    }

    /// What stands behind a backslash.
    private mutating func escaped() throws(PatternFault) -> PatternScalars {
        guard let scalar = next else { throw fault("it ends with a “\\”") }
        place += 1
        switch scalar {
        case "d", "D": return PatternScalars(kinds: [.init(kind: .digit, isMeant: scalar == "d")])
        case "w", "W": return PatternScalars(kinds: [.init(kind: .word, isMeant: scalar == "w")])
        case "s", "S": return PatternScalars(kinds: [.init(kind: .space, isMeant: scalar == "s")])
        case "t": return PatternScalars(ranges: ["\t"..."\t"])
        case "n": return PatternScalars(ranges: ["\n"..."\n"])
        case "p", "P": return PatternScalars(kinds: [.init(kind: try property(), isMeant: scalar == "p")])
        case _ where scalar.properties.isAlphabetic || scalar.properties.numericType != nil:
            place -= 1
            throw fault("“\\\(scalar)” is not understood")
        default: return PatternScalars(ranges: [scalar...scalar])
        }
    }

    private mutating func property() throws(PatternFault) -> PatternScalars.Kind {
        for (name, kind) in [("{L}", PatternScalars.Kind.letter), ("{Lu}", .upper), ("{Ll}", .lower), ("{N}", .digit)]
        where text[place...].starts(with: name.unicodeScalars) {
            place += name.unicodeScalars.count
            return kind
        }
        throw fault("of \\p only {L}, {Lu}, {Ll} and {N} are understood")
    }

    private mutating func set() throws(PatternFault) -> PatternScalars {
        let isNegated = take("^")
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var kinds: [PatternScalars.Member] = []
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            if scalar == "[", place + 1 < text.count, text[place + 1] == ":" {
                throw fault("named classes such as [:alpha:] are not understood")
            }
            isFirst = false
            place += 1
            if scalar == "\\" {
                let escaped = try escaped()
                kinds += escaped.kinds
                guard let single = escaped.ranges.first?.lowerBound else { continue }
                ranges.append(try range(from: single))
            } else {
                ranges.append(try range(from: scalar))
            }
        }
        guard take("]") else { throw fault("a “[” without its “]”") }
        return PatternScalars(ranges: ranges, kinds: kinds, isNegated: isNegated)
    }

    private mutating func range(from low: Unicode.Scalar) throws(PatternFault) -> ClosedRange<Unicode.Scalar> {
        guard next == "-", place + 1 < text.count, text[place + 1] != "]" else { return low...low }
        place += 1
        guard var high = next else { return low...low }
        place += 1
        if high == "\\" {
            guard let single = try escaped().ranges.first?.lowerBound else {
                throw fault("a range ends with a character")
            }
            high = single
        }
        guard low <= high else { throw fault("the range “\(low)-\(high)” runs backwards") }
        return low...high
    }
}
