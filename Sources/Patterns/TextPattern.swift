/// A regular expression, and what it matches in a text.
///
/// Neither Swift's `Regex` nor `NSRegularExpression` bounds what a match costs: both go back and try again, and a page
/// or a stranger decides what they are tried on. So a pattern here is what can be matched by trying all its ways at
/// once, in one walk over the text: no references back, no looking around. A text costs its length times the pattern's,
/// and never more than `mostSteps`.
public struct TextPattern: Sendable, Hashable {
    /// As it was written.
    public let source: String
    private let program: PatternProgram

    /// Steps that looking for all matches in one text may take.
    static let mostSteps = 4_000_000

    /// - Throws: Where `source` is no pattern, or a longer one than anybody needs.
    public init(_ source: String) throws(PatternFault) {
        self.source = source
        program = try PatternProgram(source)
    }

    /// Whether they were written alike.
    public static func == (one: TextPattern, other: TextPattern) -> Bool { one.source == other.source }

    /// By what was written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// What it matches in `text`, from left to right; none where looking takes more steps than it may.
    public func matches(in text: String) -> [Substring] {
        let scalars = text.unicodeScalars
        let places = Array(scalars.indices) + [scalars.endIndex]
        return ranges(in: Array(scalars)).map { Substring(scalars[places[$0.lowerBound]..<places[$0.upperBound]]) }
    }

    /// `text` with `other` in place of every match; nil where that would be longer than `text`, and than `most` bytes.
    public func replacing(in text: String, with other: String, most: Int = .max) -> String? {
        let scalars = Array(text.unicodeScalars)
        let ranges = ranges(in: scalars)
        guard !ranges.isEmpty else { return text }
        let taken = ranges.reduce(0) { $0 + scalars[$1].reduce(0) { $0 + UTF8.width($1) } }
        let growth = ranges.count * other.utf8.count - taken
        guard growth <= 0 || text.utf8.count + growth <= most else { return nil }
        // Not a text that grows: it would be copied for each piece that is appended.
        var changed: [Unicode.Scalar] = []
        let replacement = Array(other.unicodeScalars)
        var start = 0
        for range in ranges {
            changed += scalars[start..<range.lowerBound]
            changed += replacement
            start = range.upperBound
        }
        changed += scalars[start...]
        return String(String.UnicodeScalarView(changed))
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
