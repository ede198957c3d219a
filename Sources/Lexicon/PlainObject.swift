/// A JSON object of the plainest kind, read in one pass: members that are strings, lists of those, true, false and null.
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
    static func read(_ json: [UInt8], _ take: (MemberName, Value) -> Bool) -> Bool {
        do throws(JSONFault) {
            try JSONReader.read(json) { reader throws(JSONFault) in
                try reader.object { reader, name throws(JSONFault) in
                    guard take(name, try reader.plainValue()) else { throw reader.fault }
                }
            }
            return true
        } catch {
            return false
        }
    }
}

extension JSONReader {
    fileprivate mutating func plainValue() throws(JSONFault) -> PlainObject.Value {
        switch next {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return .strings(try array { reader throws(JSONFault) in try reader.string() })
        default:
            if takeLiteral("null") { return .null }
            return .bool(try bool())
        }
    }
}
