import Foundation
import Patterns
import Testing

@Suite struct WholePatterns {
    @Test(arguments: [
        "a", "a|b", "ab*c", "a+b?", "(ab)+", "(?:ab|c)*d", "[a-c]+", "[^a-c]+", #"\d{2,3}"#, "a{2}", "a{2,}", "a{0,1}b",
        #"a\.b"#, "a.b", "", "a||b", "^ab$", "(^a|b)c", #"[\w.-]+"#, "[a-]+", "x*y*z*", "(a|ab)(c|bcd)(d*)", "a+?b",
        "dictionary-replies.*|topic-dictionary-[a-z]+-.+", #"\w+\W\w+"#, "((a))", "(a{1,2}){2}", "(a+)+b",
    ])
    func `it matches what any other matcher does`(source: String) throws {
        let pattern = try WholePattern(source)
        let other = try NSRegularExpression(pattern: "^(?:\(source))$", options: [])
        let texts = [
            "", "a", "b", "ab", "abc", "ac", "aa", "aaa", "abab", "abcd", "cabd", "12", "123", "1234", "a.b", "a-b",
            "axb",
            "]a", "-", "xyz", "z", "bc", "dictionary-replies", "dictionary-replies-7", "topic-dictionary-fr-ana",
            "topic-dictionary-fr-", "topic-dictionary-fr", "aaaa", "acd", "abbcd", "a_b", "aab",
        ]
        for text in texts {
            let range = NSRange(text.startIndex..., in: text)
            #expect(
                pattern.matches(text) == (other.firstMatch(in: text, range: range) != nil),
                "\(source) with \(text)")
        }
    }

    @Test(arguments: ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*a){20}", "([a-z]+)*!"])
    func `no name takes long`(source: String) throws {
        let pattern = try WholePattern(source)
        // Branch by branch, this would take longer than the universe lasts.
        for _ in 0..<100 { #expect(!pattern.matches(String(repeating: "a", count: 248) + "!!")) }
    }

    @Test(arguments: [
        "(", ")", "[a", "*a", "a{5,2}", "a{9999}", "(?=a)", "(?<n>a)", #"(a)\1"#, #"\"#, "a++", "[[:alpha:]]",
        "a{x}",
        "(.{900}){900}", "[b-a]",
    ])
    func `what cannot be matched so is refused`(source: String) {
        #expect(throws: PatternFault.self) { try WholePattern(source) }
    }

    @Test func `brackets may not be so deep that reading them ends the program`() {
        let deep = String(repeating: "(", count: 100_000)
        #expect(throws: PatternFault.self) { try WholePattern(deep) }
        let alsoDeep = String(repeating: "(", count: 400)
        #expect(throws: PatternFault.self) { try WholePattern(alsoDeep) }
    }
}
