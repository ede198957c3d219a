import Testing

@testable import Patterns

@Suite struct TextPatterns {
    @Test(arguments: [
        ("a+", "caaat a", ["aaa", "a"]), ("a+?", "aaa", ["a", "a", "a"]), ("^a|b$", "ab ab", ["a", "b"]),
        ("(?:ab|a)c", "abc ac", ["abc", "ac"]), ("a|ab", "ab", ["a"]), ("ab|a", "ab", ["ab"]),
        ("[a-c]{2,3}", "abcabd", ["abc", "ab"]), ("[^ ]+", "über Öl", ["über", "Öl"]), ("[]x]", "]x", ["]", "x"]),
        (#"\d+\.\d"#, "1.5 22.3", ["1.5", "22.3"]), (#"\bis\b"#, "this is", ["is"]),
        (#"\p{Lu}\p{Ll}*"#, "Élan et Öl", ["Élan", "Öl"]),
        ("(?i)SYN", "Syn syn", ["Syn", "syn"]), (#"\(.*?\)"#, "(a) (b)", ["(a)", "(b)"]), ("x*", "axxb", ["xx"]),
        (#"^[a-z]+\t"#, "adj\tA thing", ["adj\t"]), ("雪.", "雪山雪", ["雪山"]), ("(a*)*b", "aab", ["aab"]),
    ])
    func `a pattern matches from left to right, preferring what it says first`(
        pattern: String, text: String, found: [String]
    ) throws {
        #expect(try TextPattern(pattern).matches(in: text).map(String.init) == found)
    }

    @Test(arguments: [
        "(a", "a)", "[a", "*a", "a{3,2}", "a{1001}", "a{x}", #"\"#, #"\1"#, "(?=a)", "(?<n>a)", #"\p{Greek}"#, "[b-a]",
        "a++", "a{2}{3}", "[[:alpha:]]", "(((((((){1000}){1000}){1000}){1000}){1000}){1000})", #"\q"#,
        String(repeating: "a", count: 501), "((((((((((a{50}){50}){50}){50}){50}){50}){50}){50}){50}){50})",
    ])
    func `what is no pattern, or one without bounds, is refused`(pattern: String) {
        #expect(throws: PatternFault.self) { try TextPattern(pattern) }
    }

    /// Patterns on which engines that go back take as many steps as there are ways.
    @Test(arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+$", "a?a?a?a?a?a?a?a?a?a?aaaaaaaaaa!", "(.*)(.*)(.*)(.*)x"])
    func `no text makes a pattern try again and again`(pattern: String) throws {
        let text = String(repeating: "a", count: 3_000)
        _ = try TextPattern(pattern).matches(in: text + "!")
        let steps = PatternMatcher(
            program: try PatternProgram(pattern), text: Array(text.unicodeScalars), steps: .max)
        var matcher = steps
        _ = matcher.match(from: 0)
        #expect(Int.max - matcher.steps < 3_001 * 400)
    }

    /// Ranges of letters that have another case, in which nothing touches: as many as a pattern has room for.
    private static let ranges = (0..<80).compactMap { Unicode.Scalar(0x100 + 8 * $0) }
        .map { "\($0)-\(Unicode.Scalar($0.value + 3) ?? $0)" }.joined()

    @Test(arguments: [
        ("(?i)[\(ranges)]", 12), ("[\(String(repeating: "\\w\\d\\p{L}\\S", count: 20))]", 6), ("(?i)[a-zA-Zc-x]", 4),
        ("[\(ranges)\(ranges)]", 12), ("[^\(ranges)]", 12), ("a", 2), (".", 1),
    ])
    func `a class costs what is left of its members`(pattern: String, most: Int) throws {
        let program = try PatternProgram(pattern)
        guard case .one(let scalars) = program.steps.first else {
            Issue.record("\(pattern) begins with something else")
            return
        }
        #expect(scalars.cost <= most)
        var matcher = PatternMatcher(program: program, text: Array("....".unicodeScalars), steps: 10_000)
        _ = matcher.match(from: 0)
        #expect(10_000 - matcher.steps >= scalars.cost, "looking costs as much")
    }

    @Test func `letters of a class are folded once, however often it is repeated`() throws {
        let pattern = try TextPattern("(?i)[\(Self.ranges)]{0,900}x")
        #expect(pattern.matches(in: String(repeating: "\u{101}", count: 20) + "X").map(\.count) == [21])
    }

    @Test(arguments: [
        ("(?i)[à-ö]+", "aÀÖÈ×", ["ÀÖÈ"]), ("[b-dx-za-cy]+", "abcdxyzw", ["abcdxyz"]), ("[^b-dx]+", "abe", ["a", "e"]),
        ("(?i)[^a-c]+", "ABxc", ["x"]), ("[\\d\\dx]+", "1x2", ["1x2"]), ("[\\W\\S]", "a", ["a"]),
        ("(?i)ß", "ẞß", ["ß"]),
    ])
    func `a class has the members that it was written with`(pattern: String, text: String, found: [String]) throws {
        #expect(try TextPattern(pattern).matches(in: text).map(String.init) == found)
    }

    @Test(arguments: [(6, "éxéx"), (5, nil), (0, nil)])
    func `a text that would grow beyond what is allowed is not made`(
        most: Int, replaced: String?
    ) throws {
        #expect(try TextPattern("a").replacing(in: "aa", with: "éx", most: most) == replaced)
        #expect(try TextPattern("é").replacing(in: "éé", with: "x", most: 0) == "xx", "it becomes shorter")
    }

    @Test func `a text on which looking costs too much stays as it is`() throws {
        let text = String(repeating: "a", count: 200_000)
        #expect(try TextPattern("a(.*b)?").replacing(in: text, with: "") == text)
    }
}
