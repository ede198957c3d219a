/// Writes JSON in the order it is told to, with the spacing of the reference implementation: `{"a": 1, "b": [2, 3]}`.
///
/// The wire fixes the order of keys, which Foundation's encoder does not keep.
package struct JSONWriter {
    package enum Style {
        /// All on one line.
        case wire
        /// A line for each member and element, two spaces deeper than what it belongs to.
        case file
    }

    package private(set) var bytes: [UInt8] = []
    private let style: Style
    private var depth = 0
    private var needsComma = false
    /// Whether what comes next is the value of a key, and so stays on its line.
    private var isAfterKey = false

    package init(style: Style = .wire, capacity: Int = 256) {
        self.style = style
        bytes.reserveCapacity(capacity)
    }

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        nested("{", "}", members)
    }

    package mutating func array<Element>(
        _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
    ) {
        nested("[", "]") { writer in
            for element in elements { write(&writer, element) }
        }
    }

    /// The key of an object's member; its value is written next.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        append("\": ")
        needsComma = false
        isAfterKey = true
    }

    package mutating func string(_ value: String?) {
        guard var text = value else { return literal("null") }
        separate()
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            // Most texts have nothing to escape.
            if utf8.contains(where: Self.needsEscape) {
                for byte in utf8 { appendEscaped(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Members of an object that are JSON already, on one line and without braces.
    mutating func members(_ members: ArraySlice<UInt8>) {
        separate()
        bytes.append(contentsOf: members)
        needsComma = true
    }

    /// A value that is JSON already, on one line.
    package mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    package mutating func number(_ value: Int) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        append(text)
        needsComma = true
    }

    private mutating func nested(_ open: StaticString, _ close: StaticString, _ content: (inout JSONWriter) -> Void) {
        separate()
        append(open)
        needsComma = false
        depth += 1
        content(&self)
        depth -= 1
        if needsComma { breakLine() }
        append(close)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { append(style == .wire ? ", " : ",") }
        if !isAfterKey, depth > 0 { breakLine() }
        isAfterKey = false
    }

    private mutating func breakLine() {
        guard style == .file else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        case 0..<0x20, 0x7F:
            append("\\u00")
            bytes.append(Self.hexDigit(byte >> 4))
            bytes.append(Self.hexDigit(byte & 0xF))
        default: bytes.append(byte)
        }
    }

    private static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
