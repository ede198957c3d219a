import Testing

@testable import Extraction

@Suite struct Patterns {
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
        #"\q"#, String(repeating: "a", count: 501), "((((((((((a{50}){50}){50}){50}){50}){50}){50}){50}){50}){50})",
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
            program: try PatternProgram(Self.parsed(pattern), ignoresCase: false), text: Array(text.unicodeScalars),
            steps: .max)
        var matcher = steps
        _ = matcher.match(from: 0)
        #expect(Int.max - matcher.steps < 3_001 * 400)
    }

    private static func parsed(_ pattern: String) throws -> PatternPiece {
        var parser = PatternParser(pattern)
        return try parser.parse()
    }

    @Test func `a text on which looking costs too much stays as it is`() throws {
        let text = String(repeating: "a", count: 200_000)
        #expect(try TextPattern("a(.*b)?").replacing(in: text, with: "") == text)
    }
}

@Suite struct NumbersOfSenses {
    private func take(_ text: String, _ forms: String...) -> (names: [String], rest: String)? {
        var rest = text[...]
        return NumberMarks(forms, joiningWords: ["and"]).take(off: &rest).map { ($0, String(rest)) }
    }

    @Test(arguments: [
        ("[1]", "[1] x", ["1"]), ("[1]", "[1, 2] x", ["1", "2"]), ("[1]", "[1–3] x", ["1", "2", "3"]),
        ("[1]", "[2a] x", ["2a"]), ("[1]", "[1a, b] x", ["1a", "1b"]), ("[1]", "[*] x", ["*"]),
        ("[1]", "[2 and 3] x", ["2", "3"]), ("(1.1)", "(1.1) x", ["1.1"]), ("(1.1)", "(1.1,2) x", ["1.1", "1.2"]),
        ("(1.1)", "(1.1-2) x", ["1.1", "1.2"]), ("(1.1)", "(1) x", ["1"]),
        ("(1.1)", "(1-2, 3.1) x", ["1", "2", "3.1"]),
        ("(1.1)", "(1.1, 2.1) x", ["1.1", "2.1"]), ("1.", "12. x", ["12"]), ("1.", "2.1. x", ["2.1"]),
        ("1)", "10) x", ["10"]), ("1:", "1: x", ["1"]), ("De 1:", "De 2 (a door): x", ["2"]),
        ("De 1:", "de 1, 2: x", ["1", "2"]),
        ("1", "3 x", ["3"]),
    ])
    func `a mark names the senses in it`(form: String, text: String, names: [String]) {
        let taken = take(text, form)
        #expect(taken?.names == names)
        #expect(taken?.rest == "x")
    }

    @Test(arguments: [
        ("1.", "1.5 metres"), ("1.", "x 1. y"), ("(1)", "(a long note) x"), ("[1]", "[sic] x"), ("1)", "1 x"),
        ("1.", "a. x"),
        ("De 1:", "De casa: x"), ("1:", "at 10: x"),
    ])
    func `what is no number in front is text`(form: String, text: String) {
        #expect(take(text, form) == nil)
    }
}
