/// A JSON object of the plainest kind, read in one pass: members that are strings without escapes, lists of those, true,
/// false and null.
///
/// Nearly all requests are like that, and this is several times as fast as a decoder that takes any JSON. Whatever is
/// not so plain, or wrong, is left to that decoder: it alone decides what a fault is.
struct PlainObject {
    enum Value {
        case string(String)
        case strings([String])
        case bool(Bool)
        case null
    }

    /// In the order of the text; no name twice.
    private(set) var members: [(name: String, value: Value)] = []

    /// Nil for what is left to another decoder.
    init?(_ json: [UInt8]) {
        let members = json.withUnsafeBufferPointer { bytes in
            var scanner = Scanner(bytes: bytes)
            return scanner.object()
        }
        guard let members else { return nil }
        self.members = members
    }
}

private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func object() -> [(name: String, value: PlainObject.Value)]? {
        guard take("{") else { return nil }
        var members: [(name: String, value: PlainObject.Value)] = []
        if !take("}") {
            repeat {
                guard let name = string(), !members.contains(where: { $0.name == name }), take(":"), let value = value()
                else { return nil }
                members.append((name, value))
            } while take(",")
            guard take("}") else { return nil }
        }
        skipSpace()
        return position == bytes.count ? members : nil
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

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(validating: bytes[start..<position - 1], as: UTF8.self)
            case UInt8(ascii: "\\"), 0..<0x20: return nil
            default: position += 1
            }
        }
        return nil
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
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
