import TestSupport
import Web

/// What can happen to a page: bytes that flip, pieces that are lost, repeated or nested, marks that do not belong there,
/// texts without an end. Pages grow to what a worker takes of a site.
public struct Damage {
    private var dice: Dice
    /// Pages grow to this at most, in bytes.
    private let largest: Int

    public init(seed: UInt64, largest: Int = FetchLimits().bodyBytes) {
        dice = Dice(seed: seed)
        self.largest = largest
    }

    /// `body` after one to six changes.
    ///
    /// - Parameter other: A page to take pieces from.
    public mutating func apply(to body: [UInt8], with other: [UInt8]) -> [UInt8] {
        var page = body
        for _ in 0..<Int.random(in: 1...6, using: &dice) where !page.isEmpty { change(&page, other) }
        return Array(page.prefix(largest))
    }

    private mutating func change(_ page: inout [UInt8], _ other: [UInt8]) {
        switch Int.random(in: 0..<11, using: &dice) {
        case 0:
            for _ in 0..<Int.random(in: 1...64, using: &dice) {
                page[place(in: page)] = UInt8.random(in: .min ... .max, using: &dice)
            }
        case 1: page.removeSubrange(range(in: page))
        case 2: page.removeSubrange(place(in: page)...)
        case 3: repeatPiece(of: &page)
        case 4: nest(&page)
        case 5: page.insert(contentsOf: Array(mark().utf8), at: place(in: page))
        case 6: if !other.isEmpty { page.insert(contentsOf: other[range(in: other)], at: place(in: page)) }
        case 7: dropMarks(of: &page)
        case 8: nestPiece(of: &page)
        case 9: lengthen(&page)
        default: page.replaceSubrange(range(in: page), with: page[range(in: page)])
        }
    }

    /// An element, with what is in it, any number of times: this is what finds costs that grow with the square.
    private mutating func repeatPiece(of page: inout [UInt8]) {
        let from = page[place(in: page)...].firstIndex(of: UInt8(ascii: "<")) ?? 0
        let end = min(page.count, from + Int.random(in: 1...2_000, using: &dice))
        let piece = Array(page[from..<end])
        page.insert(contentsOf: repeated(piece, room(in: page) / max(1, piece.count)), at: from)
    }

    /// An element in itself, with what stands before and behind it each time.
    private mutating func nestPiece(of page: inout [UInt8]) {
        let piece = range(in: page)
        let tags = piece.filter { page[$0] == UInt8(ascii: "<") }
        let middle = tags.randomElement(using: &dice) ?? piece.upperBound
        let (head, tail) = (Array(page[piece.lowerBound..<middle]), Array(page[middle..<piece.upperBound]))
        let depth = min(Int.random(in: 1...1_000, using: &dice), room(in: page) / piece.count)
        page.insert(contentsOf: repeated(head, depth) + repeated(tail, depth), at: middle)
    }

    /// A text that goes on and on, which all that is around it shares.
    private mutating func lengthen(_ page: inout [UInt8]) {
        let place = page[place(in: page)...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? page.count
        let text = Array((Self.texts.randomElement(using: &dice) ?? "x").utf8)
        page.insert(contentsOf: repeated(text, room(in: page) / text.count), at: place)
    }

    private func repeated(_ piece: [UInt8], _ times: Int) -> [UInt8] {
        Array(repeatElement(piece, count: times).joined())
    }

    /// Bytes by which the page may grow now: as often a few as nearly all that there may be.
    private mutating func room(in page: [UInt8]) -> Int {
        max(0, largest - page.count) >> Int.random(in: 0...14, using: &dice)
    }

    private mutating func nest(_ page: inout [UInt8]) {
        let depth = Int.random(in: 1...2_000, using: &dice)
        let opening = Array(
            repeatElement(Array(Self.openings.randomElement(using: &dice)?.utf8 ?? "".utf8), count: depth))
        page.insert(contentsOf: Array(opening.joined()), at: place(in: page))
    }

    /// Every n-th closing tag loses its slash, so that what it closed goes on.
    private mutating func dropMarks(of page: inout [UInt8]) {
        let every = Int.random(in: 1...20, using: &dice)
        var seen = 0
        var kept: [UInt8] = []
        kept.reserveCapacity(page.count)
        for (index, byte) in page.enumerated() {
            if byte == UInt8(ascii: "/"), index > 0, page[index - 1] == UInt8(ascii: "<") {
                seen += 1
                if seen % every == 0 { continue }
            }
            kept.append(byte)
        }
        page = kept
    }

    private mutating func mark() -> String {
        Self.marks.randomElement(using: &dice) ?? ""
    }

    private mutating func place(in page: [UInt8]) -> Int { Int.random(in: 0..<page.count, using: &dice) }

    private mutating func range(in page: [UInt8]) -> Range<Int> {
        let start = place(in: page)
        return start..<min(page.count, start + Int.random(in: 1...1_000, using: &dice))
    }

    private static let texts = [
        "x ", "x, ", "x/", "(x) ", "[1] x ", "1. ", "x y. ", "/x/ ", "a\u{0301}", "\u{AD}", "雪", "; ", "&amp;",
        "\\u0041",
    ]

    private static let openings = [
        "<div>", "<ol><li>", "<dl><dd>", "<ul><li>", "<b>", "<section>", "<article>", "<table><tr><td>", "[", "{\"a\":",
    ]

    private static let marks = [
        "<h2>", "</h2>", "<h3>", "</h3>", "<ol>", "</ol>", "<li>", "</li>", "<dl><dt>", "<dd>", "</dl>", "<p title=x>",
        "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<style>", "<template>", "&#0;", "&#x110000;", "&amp",
        "\0",
        "\u{AD}", "\u{202E}", "\u{FEFF}", "\u{FFFD}", "<svg><style/>", "<math>", "<plaintext>", "<textarea>",
        "((((((((", "[1–99]",
        "[[[", "\"\\u0000\"", "null", "[]", "{}", "1e999", "<meta charset=utf-16>", "<base href=x>", "</html>",
        "</body>",
        "<h2 id=x>English</h2>", "<h3>Noun</h3>", "style=\"display:none\"", "class=\"", "'", "\"", ">", "<", "\u{0301}",
    ]
}
