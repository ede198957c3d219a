/// The characters of a selector, and the small words of CSS: identifiers, strings, positions.
struct CSSScanner {
    private let characters: [Character]
    /// How many characters are read.
    private(set) var offset = 0

    init(_ source: String) {
        characters = Array(source)
    }

    var isAtEnd: Bool { offset == characters.count }

    var next: Character? { peek(0) }

    /// The next character as it is named in a message.
    var here: String { next.map { "“\($0)”" } ?? "the end" }

    private func peek(_ distance: Int) -> Character? {
        offset + distance < characters.count ? characters[offset + distance] : nil
    }

    func fault(_ message: String, at place: Int? = nil) -> SelectorFault {
        SelectorFault(message: message, offset: place ?? offset)
    }

    mutating func take(_ expected: String) -> Bool {
        guard characters[offset...].starts(with: expected) else { return false }
        offset += expected.count
        return true
    }

    /// True where there was any.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = offset
        while let next, next.isWhitespace { offset += 1 }
        return offset > start
    }

    private mutating func take(while condition: (Character) -> Bool) -> String {
        let start = offset
        while let next, condition(next) { offset += 1 }
        return String(characters[start..<offset])
    }

    var startsIdentifier: Bool {
        guard let next else { return false }
        if next == "-" { return peek(1).map { $0.isIdentifierStart || $0 == "-" || $0 == "\\" } ?? false }
        return next.isIdentifierStart || next == "\\"
    }

    /// `meaning` says in a message what the identifier would have been.
    mutating func identifier(of meaning: String) throws(SelectorFault) -> String {
        guard startsIdentifier else {
            let hint = next?.isASCIIDigit == true ? "; a name that begins with a digit goes in [id=\"…\"]" : ""
            throw fault("the name of \(meaning) was expected instead of \(here)\(hint)")
        }
        var name = ""
        while let next {
            if next == "\\" {
                name.append(try escape())
            } else if next.isIdentifierPart {
                name.append(next)
                offset += 1
            } else {
                break
            }
        }
        return name
    }

    /// A quoted string, or an unquoted run up to `]` or white space.
    mutating func value() throws(SelectorFault) -> String {
        guard let quote = next, quote == "\"" || quote == "'" else { return try unquoted() }
        let start = offset
        offset += 1
        var string = ""
        while let next {
            if next == quote {
                offset += 1
                return string
            }
            if next == "\\" {
                string.append(try escape())
            } else {
                string.append(next)
                offset += 1
            }
        }
        throw fault("the string that begins here does not end", at: start)
    }

    /// More than an identifier, since `[data-level=2]` and `[href^=/wiki/]` are written everywhere.
    private mutating func unquoted() throws(SelectorFault) -> String {
        let start = offset
        var string = ""
        while let next, next != "]", !next.isWhitespace {
            guard !"\"'[=<>()".contains(next) else { throw fault("a value with \(here) in it needs quotes") }
            if next == "\\" {
                string.append(try escape())
            } else {
                string.append(next)
                offset += 1
            }
        }
        guard offset > start else { throw fault("a value was expected instead of \(here)") }
        return string
    }

    /// `\` and up to six hexadecimal digits and one space, or `\` and any other character.
    private mutating func escape() throws(SelectorFault) -> Character {
        let start = offset
        offset += 1
        guard let next, !next.isNewline else { throw fault("“\\” must be followed by a character", at: start) }
        guard next.isASCIIHexDigit else {
            offset += 1
            return next
        }
        var digits = ""
        while digits.count < 6, let digit = self.next, digit.isASCIIHexDigit {
            digits.append(digit)
            offset += 1
        }
        if self.next?.isWhitespace == true { offset += 1 }
        let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        return scalar.map { $0.value == 0 ? "\u{FFFD}" : Character($0) } ?? "\u{FFFD}"
    }

    /// `odd`, `even`, `3`, `2n`, `-n + 3`, …
    mutating func position(fromEnd: Bool = false, ofType: Bool = false) throws(SelectorFault) -> Position {
        skipSpace()
        let start = offset
        let formula = take { $0 != ")" }
        guard let (step, offset) = Self.stepAndOffset(formula.filter { !$0.isWhitespace }.lowercased()) else {
            throw fault("“odd”, “even”, a number or something like “2n+1” was expected", at: start)
        }
        return Position(step: step, offset: offset, fromEnd: fromEnd, ofType: ofType)
    }

    private static func stepAndOffset(_ formula: String) -> (step: Int, offset: Int)? {
        switch formula {
        case "odd": return (2, 1)
        case "even": return (2, 0)
        default: break
        }
        guard let n = formula.firstIndex(of: "n") else { return Int32(formula).map { (0, Int($0)) } }
        let (before, after) = (formula[..<n], formula[formula.index(after: n)...])
        let step: Int32? =
            switch before {
            case "", "+": 1
            case "-": -1
            default: Int32(before)
            }
        let signed = after.isEmpty || after.hasPrefix("+") || after.hasPrefix("-")
        guard let step, signed, let offset = after.isEmpty ? 0 : Int32(after) else { return nil }
        return (Int(step), Int(offset))
    }
}

extension Character {
    fileprivate var isIdentifierStart: Bool { self == "_" || !isASCII || (isASCII && isLetter) }

    fileprivate var isIdentifierPart: Bool { isIdentifierStart || self == "-" || isASCIIDigit }

    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }

    fileprivate var isASCIIHexDigit: Bool { isASCII && isHexDigit }
}
