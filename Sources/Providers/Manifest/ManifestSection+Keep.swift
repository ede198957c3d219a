import Extraction
import Lexicon
import Yams

extension ManifestSection {
    /// How long answers are good for: `{found: 30d, not_found: 1d, stale: 7d}`.
    func lifetimes(_ key: String) -> Lifetimes {
        var lifetimes = Lifetimes()
        guard let section = section(key) else { return lifetimes }
        if let found = section.span("found") { lifetimes.found = found }
        if let notFound = section.span("not_found") { lifetimes.notFound = notFound }
        if let stale = section.span("stale") { lifetimes.stale = stale }
        section.finish()
        return lifetimes
    }

    /// A number with a unit of time, at most ten years; 0 stands alone.
    private func span(_ key: String) -> Duration? {
        guard let node = value(key) else { return nil }
        if let span = node.scalar.flatMap({ Duration(span: $0.string) }), span <= .seconds(3_653 * 86_400) {
            return span
        }
        fault(key, "expected 0, or a whole number of s, m, h or d, such as 90m or 30d")
        return nil
    }
}

extension Duration {
    /// Reads `90s`, `15m`, `24h`, `30d`, or 0; nil for anything else.
    init?(span text: String) {
        if text == "0" {
            self = .zero
            return
        }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = UInt32(text.dropLast()),
            text.utf8.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) == true
        else { return nil }
        self = .seconds(Int64(count) * unit)
    }
}

extension ManifestSection {
    /// What changes no page and no reading of it.
    private static let besides: Set<String> = [
        "id", "name", "license", "attribution", "pace", "keep", "canary", "expect",
    ]

    /// A fingerprint of what is asked of a source and how it is read. For a section that was read to its end.
    var revision: String {
        let keys = allKeys.subtracting(Self.besides).sorted()
        let text = keys.compactMap { key in value(key).map { "\(key): \($0.canonical)" } }.joined(separator: "\n")
        return "\(ReadingRevision.current)-" + String(fingerprint(of: text.utf8), radix: 16)
    }
}

extension YAMLNode {
    /// The same for the same content, however it is written down.
    fileprivate var canonical: String {
        if let mapping {
            return "{" + mapping.map { "\($0.key.canonical): \($0.value.canonical)" }.joined(separator: ", ") + "}"
        }
        if let sequence { return "[" + sequence.map(\.canonical).joined(separator: ", ") + "]" }
        return "\"" + (scalar?.string ?? "") + "\""
    }
}
