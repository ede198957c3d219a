import Lexicon

/// A value of any JSON document.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Most brackets within brackets.
    private static let deepest = 256

    /// Nil for what is no JSON.
    ///
    /// - Parameter most: Values that it may have, those in others too.
    /// - Throws: Where it has more.
    init?(_ bytes: [UInt8], most: Int = ReadingLimits().nodes) throws(ReadingExcess) {
        // A byte order mark is no JSON, but is sent.
        let json = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var room = most
        let value = try? JSONReader.read(json, deepest: Self.deepest) { json throws(JSONFault) in
            try JSONValue(&json, &room)
        }
        if room < 0 { throw .cap("elements", most: most) }
        guard let value else { return nil }
        self = value
    }

    /// - Parameter room: How many more values there may be; below 0 where there are more.
    private init(_ json: inout JSONReader, _ room: inout Int) throws(JSONFault) {
        room -= 1
        guard room >= 0 else { throw JSONFault(position: 0) }
        switch json.kind {
        case .object:
            var members: [String: JSONValue] = [:]
            try json.namedMembers { json, name throws(JSONFault) in
                members[name.streamSafe] = try JSONValue(&json, &room)
            }
            self = .object(members)
        case .array: self = .array(try json.array { json throws(JSONFault) in try JSONValue(&json, &room) })
        case .string: self = .string(try json.text())
        case .bool: self = .bool(try json.bool())
        case .number: self = .number(try json.number())
        case .null, nil:
            try json.null()
            self = .null
        }
    }

    /// A text, or a number as it is usually written.
    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number) where number == number.rounded() && abs(number) < 1e15: String(Int(number))
        // One beyond all that there are for is none.
        case .number(let number): number.isFinite ? String(number) : nil
        default: nil
        }
    }

    /// Whether it is a list, an object or a text with nothing in it, or null.
    var isEmpty: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }
}
