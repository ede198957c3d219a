/// What somebody does at a keyboard, as a terminal sends it.
enum Keystroke: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case enter, backspace, delete
    case left, right, wordLeft, wordRight, start, end
    case older, newer
    case eraseToEnd, eraseToStart, eraseWord
    case redraw, endOfInput, interrupt, suspend
}

/// Makes keys of the bytes that a terminal sends, one after the other.
struct KeyDecoder {
    /// What has come of an escape sequence, or of a character of several bytes.
    private var begun: [UInt8] = []

    /// The key that `byte` completes; nil where more is to come, or for what is no key of ours.
    mutating func take(_ byte: UInt8) -> Keystroke? {
        begun.append(byte)
        if begun[0] == 0x1B { return takeEscape() }
        if begun[0] < 0x20 || begun[0] == 0x7F {
            begun = []
            return Self.controls[byte]
        }
        return takeCharacter()
    }

    private mutating func takeCharacter() -> Keystroke? {
        let length = begun[0] < 0x80 ? 1 : begun[0] < 0xE0 ? 2 : begun[0] < 0xF0 ? 3 : 4
        guard begun.count == length else { return nil }
        defer { begun = [] }
        return String(validating: begun, as: UTF8.self)?.unicodeScalars.first.map(Keystroke.scalar)
    }

    private mutating func takeEscape() -> Keystroke? {
        guard begun.count > 1 else { return nil }
        let isSequence = begun[1] == UInt8(ascii: "[") || begun[1] == UInt8(ascii: "O")
        // A sequence ends with a letter or a tilde.
        if isSequence, begun.count == 2 || !(0x40...0x7E).contains(begun[begun.count - 1]) { return nil }
        defer { begun = [] }
        let text = String(decoding: begun.dropFirst(isSequence ? 2 : 1), as: UTF8.self)
        return isSequence ? Self.sequences[text] : Self.withAlt[text]
    }

    private static let controls: [UInt8: Keystroke] = [
        0x01: .start, 0x02: .left, 0x03: .interrupt, 0x04: .endOfInput, 0x05: .end, 0x06: .right, 0x08: .backspace,
        0x0A: .enter, 0x0B: .eraseToEnd, 0x0C: .redraw, 0x0D: .enter, 0x0E: .newer, 0x10: .older, 0x15: .eraseToStart,
        0x17: .eraseWord, 0x1A: .suspend, 0x7F: .backspace,
    ]

    private static let sequences: [String: Keystroke] = [
        "A": .older, "B": .newer, "C": .right, "D": .left, "H": .start, "F": .end, "1~": .start, "7~": .start,
        "4~": .end, "8~": .end, "3~": .delete, "1;5C": .wordRight, "1;5D": .wordLeft, "1;3C": .wordRight,
        "1;3D": .wordLeft,
    ]

    private static let withAlt: [String: Keystroke] = ["b": .wordLeft, "f": .wordRight, "\u{7F}": .eraseWord]
}
