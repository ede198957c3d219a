/// A JSON object of the plainest kind, read in one pass: members that are strings, lists of those, true, false and
/// null.
///
/// Nearly all requests are like that, and this is several times as fast as a decoder that takes any JSON. Whatever is
/// not so plain, or wrong, is left to that decoder: it alone decides what a fault is.
enum PlainObject {
    enum Value {
        case string(String)
        case strings([String])
        case bool(Bool)
        case null
    }

    /// Calls `take` for each member; false for what is left to another decoder, be it because `take` said so.
    static func read(_ json: [UInt8], _ take: (_ name: String, Value) -> Bool) -> Bool {
        json.withUnsafeBufferPointer { bytes in
            var scanner = Scanner(bytes: bytes)
            return scanner.object(take)
        }
    }
}

private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func object(_ takeMember: (String, PlainObject.Value) -> Bool) -> Bool {
        guard take("{") else { return false }
        if !take("}") {
            repeat {
                guard let name = string(), take(":"), let value = value(), takeMember(name, value) else {
                    return false
                }
            } while take(",")
            guard take("}") else { return false }
        }
        skipSpace()
        return position == bytes.count
    }

    private mutating func value() -> PlainObject.Value? {
        skipSpace()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "["): return strings().map { .strings($0) }
        case UInt8(ascii: "t"): return takeWord("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return takeWord("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return takeWord("null") ? .null : nil
        default: return nil
        }
    }

    private mutating func strings() -> [String]? {
        guard take("[") else { return nil }
        var strings: [String] = []
        if take("]") { return strings }
        repeat {
            guard let string = string() else { return nil }
            strings.append(string)
        } while take(",")
        return take("]") ? strings : nil
    }

    /// What stands between quotes.
    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(validating: UnsafeBufferPointer(rebasing: bytes[start..<position - 1]), as: UTF8.self)
            case UInt8(ascii: "\\"): return escaped(from: start)
            case 0..<0x20: return nil
            default: position += 1
            }
        }
        return nil
    }

    /// What stands between quotes with escapes in it: Python's `json` writes all but ASCII so.
    private mutating func escaped(from start: Int) -> String? {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text.append(contentsOf: String(scalar).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    /// The character that stands behind a backslash.
    private mutating func escape() -> Unicode.Scalar? {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return codeUnit().flatMap { scalar(startingWith: $0) }
        default: return nil
        }
    }

    /// Characters beyond 16 bits are escaped as two units. A half without the other is no character.
    private mutating func scalar(startingWith first: UInt16) -> Unicode.Scalar? {
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard takeWord("\\u"), let second = codeUnit(), UTF16.isTrailSurrogate(second) else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }

    /// Behind white space, one character.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, (position..<end).allSatisfy({ bytes[$0] == word.utf8Start[$0 - position] }) else {
            return false
        }
        position = end
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isJSONSpace(bytes[position]) { position += 1 }
    }

    /// White space between tokens: fewer bytes than are white space elsewhere.
    private static func isJSONSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
