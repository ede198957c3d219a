/// A regular expression of a manifest.
///
/// Neither Swift's `Regex` nor `NSRegularExpression` bounds what a match costs: both go back and try again, and a page
/// decides what they are tried on. So a pattern here is what can be matched by trying all its ways at once, in one walk
/// over the text: no references back, no looking around. A text costs its length times the pattern's, and never more
/// than `mostSteps`.
struct TextPattern: Sendable, Hashable {
    /// As the manifest has it.
    let source: String
    private let program: PatternProgram

    /// Steps that looking for all matches in one text may take.
    private static let mostSteps = 4_000_000

    /// - Throws: Where `source` is no pattern, or a longer one than anybody needs.
    init(_ source: String) throws(PatternFault) {
        self.source = source
        var parser = PatternParser(source)
        program = try PatternProgram(try parser.parse(), ignoresCase: parser.ignoresCase)
    }

    static func == (one: TextPattern, other: TextPattern) -> Bool { one.source == other.source }

    func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// What it matches in `text`, from left to right; none where looking takes more steps than it may.
    func matches(in text: String) -> [Substring] {
        let scalars = text.unicodeScalars
        let places = Array(scalars.indices) + [scalars.endIndex]
        return ranges(in: Array(scalars)).map { Substring(scalars[places[$0.lowerBound]..<places[$0.upperBound]]) }
    }

    /// `text` with `other` in place of every match.
    func replacing(in text: String, with other: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let ranges = ranges(in: scalars)
        guard !ranges.isEmpty else { return text }
        var changed = String.UnicodeScalarView()
        var start = 0
        for range in ranges {
            changed.append(contentsOf: scalars[start..<range.lowerBound])
            changed.append(contentsOf: other.unicodeScalars)
            start = range.upperBound
        }
        changed.append(contentsOf: scalars[start...])
        return String(changed)
    }

    private func ranges(in text: [Unicode.Scalar]) -> [Range<Int>] {
        var matcher = PatternMatcher(program: program, text: text, steps: Self.mostSteps)
        var found: [Range<Int>] = []
        var start = 0
        while start <= text.count, let range = matcher.match(from: start) {
            if !range.isEmpty { found.append(range) }
            start = range.isEmpty ? range.upperBound + 1 : range.upperBound
        }
        return matcher.steps > 0 ? found : []
    }
}

/// What is wrong with a pattern.
struct PatternFault: Error, Hashable, CustomStringConvertible {
    let description: String
}

extension ManifestSection {
    /// A pattern, or a list of them; empty where there is none.
    func patterns(_ key: String) -> [TextPattern] {
        texts(key).compactMap { pattern($0, of: key) }
    }

    /// `source` as a pattern; a fault is noted at `key`.
    func pattern(_ source: String, of key: String) -> TextPattern? {
        do {
            return try TextPattern(source)
        } catch {
            fault(key, "\(error)")
            return nil
        }
    }
}
