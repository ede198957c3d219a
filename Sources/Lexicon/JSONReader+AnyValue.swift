/// For values that may be anything.
extension JSONReader {
    /// What there is.
    package enum Kind: Sendable { case object, array, string, bool, null, number }

    /// What comes next; nil at the end, and for what begins no value.
    package var kind: Kind? {
        mutating get {
            switch next {
            case UInt8(ascii: "{"): .object
            case UInt8(ascii: "["): .array
            case UInt8(ascii: "\""): .string
            case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
            case UInt8(ascii: "n"): .null
            case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): .number
            default: nil
            }
        }
    }

    /// Null, and nothing else.
    package mutating func null() throws(JSONFault) {
        guard takeLiteral("null") else { throw fault }
    }

    /// A number of any size, as near as a `Double` comes to it.
    package mutating func number() throws(JSONFault) -> Double {
        guard kind == .number else { throw fault }
        let start = position
        while position < bytes.count, Self.isInNumber(bytes[position]) { position += 1 }
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else { throw fault }
        return number
    }
}
