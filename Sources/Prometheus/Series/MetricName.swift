/// Turns names from anywhere into ones that Prometheus takes.
enum MetricName {
    /// Letters, digits, `_` and `:`, and no digit first; what else there is becomes `_`.
    static func metric(_ label: String, suffix: String = "") -> String {
        let name = legal(label, allowingColons: true)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// The labels as they stand on a page, sorted by name. Of two with the same name the first counts.
    ///
    /// - Parameter reserved: A name that the page gives a meaning of its own; a label so named gets a `_` before it.
    static func labels(_ dimensions: [(String, String)], reserved: String? = nil) -> String {
        var values: [String: String] = [:]
        for (name, value) in dimensions {
            let name = legal(name, allowingColons: false)
            let shown = name == reserved ? "_" + name : name
            values[shown] = values[shown] ?? value
        }
        return values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escapedValue($0.value))\"" }
            .joined(separator: ",")
    }

    static func escapedValue(_ value: String) -> String {
        escaped(value, alsoQuotes: true)
    }

    static func escapedHelp(_ text: String) -> String {
        escaped(text, alsoQuotes: false)
    }

    /// By code point: as a character, a quotation mark with an accent is none.
    private static func escaped(_ text: String, alsoQuotes: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped.append(contentsOf: #"\\"#.unicodeScalars)
            case "\n": escaped.append(contentsOf: #"\n"#.unicodeScalars)
            case "\"" where alsoQuotes: escaped.append(contentsOf: #"\""#.unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static func legal(_ name: String, allowingColons: Bool) -> String {
        let characters = name.unicodeScalars.map { scalar -> Character in
            let isLegal =
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                || scalar == "_" || scalar == ":" && allowingColons
            return isLegal ? Character(scalar) : "_"
        }
        return (characters.first.map { $0.isNumber ? "_" : "" } ?? "_") + String(characters)
    }
}
