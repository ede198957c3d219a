/// A JSON object of the plainest kind, read in one pass: members that are strings without escapes, lists of those, true,
/// false and null.
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

    /// Calls `take` for each member, with its name's bytes; false for what is left to another decoder, be it because
    /// `take` said so.
    static func read(_ json: [UInt8], _ take: (_ name: Slice<UnsafeBufferPointer<UInt8>>, Value) -> Bool) -> Bool {
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

    mutating func object(_ takeMember: (Slice<UnsafeBufferPointer<UInt8>>, PlainObject.Value) -> Bool) -> Bool {
        guard take("{") else { return false }
        if !take("}") {
            repeat {
                guard let name = plainBytes(), take(":"), let value = value(), takeMember(name, value) else {
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

    private mutating func string() -> String? {
        plainBytes().flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// What stands between quotes, where it has no escape.
    private mutating func plainBytes() -> Slice<UnsafeBufferPointer<UInt8>>? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return bytes[start..<position - 1]
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
        while position < bytes.count, Self.isJSONSpace(bytes[position]) { position += 1 }
    }

    /// White space between tokens: fewer bytes than are white space elsewhere.
    private static func isJSONSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
