/// Reads JSON in one pass, member by member, for values that are read by the ten thousand a second.
///
/// What it is asked for must be there and of the right kind, else it throws: whatever a stranger wrote in its place is
/// refused, never guessed at.
package struct JSONReader {
    /// Most brackets within brackets.
    private let deepest: Int
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0

    /// - Parameters:
    ///   - bytes: To be kept alive as long as this is used.
    ///   - deepest: Most brackets within brackets. What dico writes has a few.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, deepest: Int = 64) {
        self.bytes = bytes
        self.deepest = deepest
    }

    /// Reads a whole value: nothing but white space may follow it.
    package static func read<Value>(
        _ json: [UInt8], deepest: Int = 64, _ body: (inout JSONReader) throws(JSONFault) -> Value
    ) throws(JSONFault) -> Value {
        let result: Result<Value, JSONFault> = json.withUnsafeBufferPointer { bytes in
            var reader = JSONReader(bytes, deepest: deepest)
            do throws(JSONFault) {
                let value = try body(&reader)
                try reader.finish()
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Whether it is JSON with names of members that a general decoder may look up.
    package static func mayBeDecoded(_ json: [UInt8]) -> Bool {
        let walked: Void? = try? read(json, deepest: 512) { json throws(JSONFault) in try json.skip() }
        return walked != nil
    }

    /// Calls `member` for each member of an object, with its name; it reads the value, or skips it.
    package mutating func object(
        _ member: (inout JSONReader, _ name: MemberName) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try members({ json throws(JSONFault) in try json.plainBytes() }, member)
    }

    /// The same with the names as text.
    package mutating func namedMembers(
        _ member: (inout JSONReader, _ name: String) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try members({ json throws(JSONFault) in try json.string() }, member)
    }

    @inline(__always)
    private mutating func members<Name>(
        _ name: (inout JSONReader) throws(JSONFault) -> Name,
        _ member: (inout JSONReader, Name) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try open(UInt8(ascii: "{"))
        if !take(UInt8(ascii: "}")) {
            repeat {
                let name = try name(&self)
                try expect(UInt8(ascii: ":"))
                try member(&self, name)
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
        }
        depth -= 1
    }

    /// The elements of an array, each as `element` reads it.
    package mutating func array<Element>(
        _ element: (inout JSONReader) throws(JSONFault) -> Element
    ) throws(JSONFault) -> [Element] {
        var elements: [Element] = []
        try open(UInt8(ascii: "["))
        if !take(UInt8(ascii: "]")) {
            repeat { elements.append(try element(&self)) } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
        }
        depth -= 1
        return elements
    }

    /// A string, which must be Unicode.
    package mutating func string() throws(JSONFault) -> String {
        try expect(UInt8(ascii: "\""))
        let start = position
        if let plain = try plainText() {
            guard let text = String(utf8: bytes[plain.range]) else { throw fault }
            return text
        }
        return try escapedString(from: start)
    }

    /// Passes over a string's text and its closing quote; nil where an escape comes, which it stops at.
    private mutating func plainText() throws(JSONFault) -> (range: Range<Int>, isASCII: Bool)? {
        var end = position
        var bits: UInt8 = 0
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\")
        {
            bits |= bytes[end]
            end += 1
        }
        let range = position..<end
        position = end
        guard end < bytes.count, bytes[end] >= 0x20 else { throw fault }
        guard bytes[end] == UInt8(ascii: "\"") else { return nil }
        position += 1
        return (range, bits < 0x80)
    }

    /// True or false.
    package mutating func bool() throws(JSONFault) -> Bool {
        if takeLiteral("true") { return true }
        guard takeLiteral("false") else { throw fault }
        return false
    }

    /// The first byte of what comes next; nil at the end.
    var next: UInt8? {
        mutating get {
            skipSpace()
            return position < bytes.count ? bytes[position] : nil
        }
    }

    /// A string that a stranger may have made, and that is compared or folded.
    package mutating func text() throws(JSONFault) -> String { try string().streamSafe }

    /// The same, or nil for null.
    package mutating func optionalText() throws(JSONFault) -> String? {
        takeLiteral("null") ? nil : try text()
    }

    /// A whole number.
    package mutating func integer() throws(JSONFault) -> Int64 {
        skipSpace()
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != UInt8(ascii: "}"),
            bytes[position] != UInt8(ascii: "]"), !Self.isSpace(bytes[position])
        {
            position += 1
        }
        guard position - start <= 20, let number = Int64(String(decoding: bytes[start..<position], as: UTF8.self))
        else { throw fault }
        return number
    }

    /// Passes over one value of any kind.
    package mutating func skip() throws(JSONFault) {
        skipSpace()
        guard position < bytes.count else { throw fault }
        switch bytes[position] {
        case UInt8(ascii: "{"): try object { reader, _ throws(JSONFault) in try reader.skip() }
        case UInt8(ascii: "["): _ = try array { reader throws(JSONFault) in try reader.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            guard takeLiteral("true") || takeLiteral("false") || takeLiteral("null") else { throw fault }
        default:
            let start = position
            while position < bytes.count, Self.isInNumber(bytes[position]) { position += 1 }
            guard position > start else { throw fault }
        }
    }

    static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func finish() throws(JSONFault) {
        skipSpace()
        guard position == bytes.count else { throw fault }
    }

    var fault: JSONFault { JSONFault(position: position) }

    private mutating func open(_ bracket: UInt8) throws(JSONFault) {
        try expect(bracket)
        depth += 1
        guard depth <= deepest else { throw fault }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard take(byte) else { throw fault }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func takeLiteral(_ word: StaticString) -> Bool {
        skipSpace()
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word ~= bytes[position..<end] else { return false }
        position = end
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    /// White space between tokens: fewer bytes than are white space elsewhere.
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// The bytes of a member's name. One with an escape is none of ours, and equal to none.
    private mutating func plainBytes() throws(JSONFault) -> MemberName {
        try expect(UInt8(ascii: "\""))
        let start = position
        // Nearly all names are ASCII, and need no string to be known as Unicode.
        if let plain = try plainText() {
            guard plain.range.count <= Self.longestName else { throw fault }
            let name = bytes[plain.range]
            guard plain.isASCII || String(utf8: name) != nil else { throw fault }
            return name
        }
        _ = try escapedString(from: start)
        guard position - start <= Self.longestName else { throw fault }
        return bytes[start..<position - 1]
    }

    /// In bytes. Whoever looks a longer one up, as decoders do with all, may need the square of its length for it.
    private static let longestName = 1_000

    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var text: [UInt8] = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else { throw fault }
                return string
            case UInt8(ascii: "\\"): try unescape(into: &text)
            case 0..<0x20: throw fault
            default: text.append(byte)
            }
        }
        throw fault
    }

    private mutating func unescape(into text: inout [UInt8]) throws(JSONFault) {
        guard position < bytes.count else { throw fault }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            var value = try hexDigits()
            if (0xD800..<0xDC00).contains(value) {
                guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                    bytes[position + 1] == UInt8(ascii: "u")
                else { throw fault }
                position += 2
                let low = try hexDigits()
                guard (0xDC00..<0xE000).contains(low) else { throw fault }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw fault }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw fault
        }
    }

    private mutating func hexDigits() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue else { throw fault }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

/// The bytes of a member's name, between its quotes. To be compared with names in a `switch`.
@usableFromInline
package typealias MemberName = Slice<UnsafeBufferPointer<UInt8>>

/// Whether a member has this name.
@inlinable
package func ~= (text: StaticString, name: MemberName) -> Bool {
    guard name.count == text.utf8CodeUnitCount else { return false }
    let start = text.utf8Start
    for (offset, byte) in name.enumerated() where byte != start[offset] { return false }
    return true
}

/// JSON that is none, or not what was expected.
package struct JSONFault: Error, Hashable {
    /// The byte at which it was noticed.
    package var position: Int

    /// Says where.
    package init(position: Int) { self.position = position }
}

extension String {
    /// Nil for bytes that are not UTF-8. `init(validating:as:)` works for any encoding, and takes five times as long.
    init?(utf8 bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        do {
            self.init(copying: try UTF8Span(validating: UnsafeBufferPointer(rebasing: bytes).span))
        } catch {
            return nil
        }
    }
}
