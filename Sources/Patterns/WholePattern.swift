/// A regular expression that a whole text must match, such as a name that a stranger chose.
public struct WholePattern: Sendable {
    private let program: PatternProgram

    /// - Throws: Where `source` is no pattern, or a longer one than anybody needs.
    public init(_ source: String) throws(PatternFault) {
        program = try PatternProgram(source) { .sequence([.start, $0, .end]) }
    }

    /// False also where looking takes more steps than it may.
    public func matches(_ text: String) -> Bool {
        var matcher = PatternMatcher(
            program: program, text: Array(text.unicodeScalars), steps: TextPattern.mostSteps)
        return matcher.match(from: 0) != nil
    }
}
