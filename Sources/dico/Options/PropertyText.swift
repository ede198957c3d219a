/// Properties of librdkafka in one text, separated by commas: `security.protocol=SSL,sasl.password=a,b`.
///
/// A comma belongs to the value before it unless a property follows: passwords have commas. Where a password looks like a
/// property behind a comma, `\,` stands for that comma, and `\\` for a backslash before one.
enum PropertyText {
    /// The properties whose names have no dot.
    private static let plainNames: Set = ["acks", "debug", "retries", "partitioner", "enabled_events"]

    static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "\\" where rest.first == "," || rest.hasPrefix("\\,"):
                current.append(rest.removeFirst())
            case "," where beginsProperty(rest.drop(while: \.isWhitespace)):
                parts.append(current)
                current = ""
                rest = rest.drop(while: \.isWhitespace)
            default: current.append(character)
            }
        }
        parts.append(current)
        // A comma at the end separates nothing.
        if parts.count > 1 || current.contains("=") { return parts }
        return current.allSatisfy(\.isWhitespace) ? [] : parts
    }

    private static func beginsProperty(_ text: Substring) -> Bool {
        let name = text.prefix { $0 != "=" && $0 != "," }
        guard name.endIndex < text.endIndex, text[name.endIndex] == "=" else { return false }
        let isName = name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
        }
        return isName && (plainNames.contains(String(name)) || name.dropFirst().dropLast().contains("."))
    }
}
