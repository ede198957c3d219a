import Markup
import Testing

/// Each selector is asked of trees made by chance, and compared with what it says in plain loops.
@Suite struct `A selector finds what a plain search finds` {
    private typealias Test = @Sendable (Node) -> Bool

    private static let compounds: [(css: String, test: Test)] = [
        ("*", { _ in true }), ("two", { $0.name == "two" }), (".x", { $0.hasClass("x") }),
        ("two.x.y", { $0.name == "two" && $0.hasClass("x") && $0.hasClass("y") }), ("[id]", { $0["id"] != nil }),
        ("[id^=a]:not(.y)", { $0["id"]?.hasPrefix("a") == true && !$0.hasClass("y") }),
        (":is(one, .y)", { $0.name == "one" || $0.hasClass("y") }), (":empty", { $0.firstChild == nil }),
        (":has(> one)", { $0.elements.contains { $0.name == "one" } }),
        (":has(.x)", { $0.descendants.contains { $0.hasClass("x") } }),
        (":has(+ two)", { $0.nextElement?.name == "two" }),
        (":nth-child(2n+1)", { index($0) % 2 == 1 }), (":nth-child(-n+2)", { index($0) <= 2 }),
        (":nth-last-child(3n)", { (siblings($0).count - index($0) + 1) % 3 == 0 }),
        (":nth-of-type(2)", { node in siblings(node).filter { $0.name == node.name }.dropFirst().first == node }),
        (
            ":nth-last-of-type(2n)",
            { node in
                let same = siblings(node).filter { $0.name == node.name }
                return (same.count - (same.firstIndex(of: node) ?? 0)) % 2 == 0
            }
        ),
        (":first-child", { $0.previousElement == nil }),
        (
            ":last-of-type",
            { node in
                siblings(node).last { $0.name == node.name } == node
            }
        ),
        (":only-child", { siblings($0).count == 1 }),
    ]

    private static func siblings(_ node: Node) -> [Node] { node.parent.map { Array($0.elements) } ?? [node] }

    private static func index(_ node: Node) -> Int { (siblings(node).firstIndex(of: node) ?? 0) + 1 }

    private static let combinators: [(css: String, candidates: @Sendable (Node) -> [Node])] = [
        (" ", { ancestors(of: $0) }), (" > ", { $0.parent.map { [$0] } ?? [] }),
        (" + ", { $0.previousElement.map { [$0] } ?? [] }),
        (" ~ ", { node in Array(siblings(node).prefix { $0 != node }) }),
    ]

    private static func ancestors(of node: Node) -> [Node] {
        Array(sequence(first: node, next: \.parent).dropFirst())
    }

    private static func page(_ random: inout SplitMix) throws -> Document {
        var html = ""
        var open: [String] = []
        for number in 0..<Int.random(in: 5...60, using: &random) {
            let name = ["one", "two", "three"].randomElement(using: &random) ?? "two"
            let attribute = ["", " class=x", " class='y x'", " id=a\(number)", " class=y id=b"].randomElement(
                using: &random)
            html += "<\(name)\(attribute ?? "")>"
            open.append(name)
            while !open.isEmpty, Int.random(in: 0..<2, using: &random) == 0 { html += "</\(open.removeLast())>" }
        }
        return try Document("<two class=x>" + html)
    }

    @Test(arguments: 0..<12) func `whatever it is made of`(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let page = try Self.page(&random)
        let root = try #require(page.root)
        let all = root.descendants.filter { $0.isElement }
        for _ in 0..<60 {
            var css = ""
            var found: Test = { _ in true }
            for place in 0..<Int.random(in: 1...4, using: &random) {
                let compound = Self.compounds[Int.random(in: Self.compounds.indices, using: &random)]
                let combinator = Self.combinators[Int.random(in: Self.combinators.indices, using: &random)]
                let before = found
                let test = compound.test
                css += place == 0 ? compound.css : combinator.css + compound.css
                let candidates = combinator.candidates
                if place > 0 {
                    found = { node in test(node) && candidates(node).contains { before($0) } }
                } else {
                    found = test
                }
            }
            let expected = all.filter(found)
            let selected = try root.select(Selector(css))
            #expect(selected == expected, "\(css)")
        }
    }
}
