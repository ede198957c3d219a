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

    @Test func `a text on which looking costs too much stays as it is`() throws {
        let text = String(repeating: "a", count: 200_000)
        #expect(try TextPattern("a(.*b)?").replacing(in: text, with: "") == text)
    }
}
