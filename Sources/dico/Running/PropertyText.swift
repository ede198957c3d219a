import Kafka

/// Properties of librdkafka as people write them: `security.protocol=SSL`, and several in one text with commas between.
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

    /// Whether there is a name and a value, be it an empty one.
    static func isPair(_ text: String) -> Bool { text.dropFirst().contains("=") }

    /// What is wrong with what stands behind -X and is no pair.
    static func incomplete(_ text: String) -> String {
        // What a property's name goes on with may be its value.
        let name = KafkaLibrary.properties.keys.filter(text.hasPrefix).max { $0.count < $1.count }
        let told = name.map { $0.count == text.count ? $0 : "\($0)…" } ?? "has a value that is none"
        return "-X \(told): expected key=value, such as -X security.protocol=SSL."
    }

    /// What is wrong with a property whose name librdkafka does not know.
    static func unknown(_ name: String) -> String {
        let guess = Likeness.guess(name, among: KafkaLibrary.properties.keys)
        let told = NameText.isOne(name) ? "\"\(name)\", which is" : "what is"
        return
            "\(told) no property of librdkafka: \(guess.map { "did you mean \($0)?" } ?? "mend its name, or leave it out.")"
    }

    /// As much of a text as is a name, for messages: what is behind it may be a password.
    static func shown(_ text: String) -> String {
        let name = text.prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }
        return name.endIndex == text.endIndex ? text : "\(name)…"
    }

    /// An argument that looks like a property wherever it stands, as a message may tell it: `sasl.password=…`. Nil for
    /// another.
    static func concealed(_ argument: String) -> String? {
        let name = argument.prefix { $0 != "=" }
        let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        guard name.endIndex < argument.endIndex, isName, name.dropFirst().dropLast().contains(".") else { return nil }
        return "\(name)=…"
    }
}
