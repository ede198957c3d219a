import Foundation
import Patterns
import TestSupport
import Testing

/// Patterns and texts made by chance, read by this module and by one that goes back and tries again.
@Suite struct `A pattern made by chance` {
    private static let atoms = [
        "a", "b", "c", ".", "[ab]", "[^a]", "[b-c ]", #"\w"#, #"\W"#, #"\d"#, #"\s"#, "é", #"\."#,
    ]
    private static let repeats = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}", "{0,2}?"]

    /// - Parameter depth: Brackets that may be inside of each other.
    private static func pattern(_ dice: inout Dice, depth: Int) -> String {
        let ways = (0..<Int.random(in: 1...2, using: &dice)).map { _ in
            (0..<Int.random(in: 1...3, using: &dice)).map { _ in piece(&dice, depth: depth) }.joined()
        }
        return ways.joined(separator: "|")
    }

    private static func piece(_ dice: inout Dice, depth: Int) -> String {
        switch Int.random(in: 0..<10, using: &dice) {
        case 0 where depth > 0:
            // What repeats is never empty: there engines differ in what an empty round is.
            return "(a(?:\(pattern(&dice, depth: depth - 1))))" + (repeats.randomElement(using: &dice) ?? "")
        case 1 where depth > 0: return "(?:\(pattern(&dice, depth: depth - 1)))"
        case 2: return #"\b"#
        case 3: return ["^", "$", #"\B"#].randomElement(using: &dice) ?? ""
        default: return (atoms.randomElement(using: &dice) ?? "a") + (repeats.randomElement(using: &dice) ?? "")
        }
    }

    private static func text(_ dice: inout Dice) -> String {
        let pieces = ["a", "b", "c", " ", "é", "1", ".", "_", "aa", "ab", "雪"]
        return (0..<Int.random(in: 0...12, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
    }

    @Test(arguments: 0..<10) func `finds what any other finds, and replaces that`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<60 {
            let source = Self.pattern(&dice, depth: 2)
            let (pattern, other) = (try TextPattern(source), try NSRegularExpression(pattern: source))
            for _ in 0..<10 {
                let text = Self.text(&dice)
                let ranges = other.matches(in: text, range: NSRange(text.startIndex..., in: text))
                    .compactMap { Range($0.range, in: text) }.filter { !$0.isEmpty }
                #expect(
                    pattern.matches(in: text).map(String.init) == ranges.map { String(text[$0]) },
                    "\(source) in “\(text)”")
                var replaced = text
                for range in ranges.reversed() { replaced.replaceSubrange(range, with: "<>") }
                #expect(pattern.replacing(in: text, with: "<>") == replaced, "\(source) in “\(text)”")
            }
        }
    }

    @Test(arguments: [
        ("a)", 2), ("(a", 3), ("[a", 3), ("*a", 1), ("ab++", 4), ("a{x}", 2), ("a{3,2}", 2), (#"a\"#, 3), (#"a\1"#, 3),
        ("(?=a)", 3), ("[b-a]", 5), (#"\p{X}"#, 3), ("a|*", 3),
    ])
    func `is refused in one sentence with the place where it is wrong`(source: String, place: Int) throws {
        let fault = #expect(throws: PatternFault.self) { try TextPattern(source) }
        let description = try #require(fault?.description)
        #expect(description.hasPrefix("a pattern was expected: ") && !description.contains("\n"))
        #expect(description.hasSuffix("(at character \(place))"), "\(description)")
    }
}
