import Markup
import Testing

@Suite struct `A hostile page` {
    /// Parses it, walks over it and reads it.
    @discardableResult
    private func visit(_ html: [UInt8]) throws -> Document {
        let page = try Document(html: html)
        var count = 0
        for node in page.root.map({ Array($0.descendants) }) ?? [] { count += node.isText ? 1 : 0 }
        _ = page.root?.text
        _ = try page.select(Selector("p > b:nth-child(2n), [title*=x], a ~ b"))
        return page
    }

    @Test(.timeLimit(.minutes(10))) func `gets no more attributes on one element than an element has`() throws {
        let tags = (0..<100_000).map { "<body a\($0)>" }.joined() + (0..<100_000).map { "<html b\($0)>" }.joined()
        let page = try visit(Array("\(tags)<p>x".utf8))
        let body = try #require(page.first(Selector("body")))
        #expect(body["a0"] != nil)
        #expect(body["a99999"] == nil)
        #expect(page.root?.text == "x")
    }

    @Test func `is parsed no further than it is wanted`() throws {
        let html = Array(String(repeating: "<p a=1 b>x", count: 100_000).utf8)
        #expect(try Document(html: html).nodeCount > 400_000)
        let part = try Document(html: html, nodes: 1_000)
        #expect((1_001...1_010).contains(part.nodeCount))
        #expect(part.root?.text.hasPrefix("x x x") == true)
    }

    @Test func `is read no further than is wanted`() throws {
        let page = try Document(html: Array(String(repeating: "<p>x", count: 10_000).utf8))
        var nodes = 0
        page.mayReadOn = {
            if case .nodes(let more) = $0 { nodes += more }
            return nodes < 3_000
        }
        #expect(page.root?.text == "")
        #expect(nodes < 5_000)
        #expect(page.root?.children.first { _ in true }?.text == "", "nothing is read any more")
    }

    @Test(arguments: [
        "<", "<!", "<!-", "<!--", "<!-->", "<!--x", "</", "</>", "</ x>", "<a", "<a ", "<a b", "<a b=", "<a b='",
        "<a b=c", "<a/",
        "&", "&#", "&#x", "&a", "<?", "<?>", "<script", "<script>", "<script></scrip", "<script><!--", "<title>",
        "<textarea>",
        "<!DOCTYPE", "<![CDATA[", "<=>", "<a =>", "<a ==>", "<table>", "<table><tr>x", "<svg>", "<svg><style/>",
        "<template>",
        "<frameset>", "</html>", "</body>", "</p>", "</br>", "</table>", "<p/>", "\u{0}", "<\u{0}>", "<p\u{0}x>",
        "<p \u{0}=\u{0}>\u{0}",
        "<select><table>", "<math><mi><p>", "<button><button>", "<nobr><nobr>", "<rt><rp>", "<option><optgroup>",
    ])
    func `may end anywhere`(html: String) throws {
        for context in ["", "<p>x", "<table><tr><td>", "<head>", "<svg><g>", "<template>", "<ul><li><a>", "<b><p>"] {
            try visit(Array((context + html).utf8))
        }
    }

    @Test func `may be cut at any byte`() throws {
        let page = Array(
            "<!DOCTYPE html><p class='é x'>a&eacute;<!-- c --><script>x</script><b>ü</b></p><svg><g/></svg>".utf8)
        for end in page.indices { try visit(Array(page[..<end])) }
        for start in page.indices { try visit(Array(page[start...])) }
    }

    @Test(arguments: [
        "<div>", "<b>", "<a>", "<p>", "<ul><li>", "<dl><dd>", "<table><tr><td>", "<table>", "<h1>", "<form>", "<b><p>",
        "</b><p>",
        "<a><p></a>", "<i><p></i>", "<svg>", "<template>", "<select><option>", "<button>", "<object>", "<font color=a>",
        "<x-y>",
    ])
    func `may nest without end`(tag: String) throws {
        // What is nested too deep may be lost; the program may not.
        try visit(Array(String(repeating: tag, count: 30_000).utf8) + Array("<em>end</em>".utf8))
    }

    @Test(arguments: ["span", "div", "b", "x-y", "blockquote", "em"], [260, 2_000, 30_000])
    func `loses nothing behind what is nested too deep`(tag: String, depth: Int) throws {
        let (open, close) = (String(repeating: "<\(tag)>", count: depth), String(repeating: "</\(tag)>", count: depth))
        let list = "<li>first</li><li>\(open)deep\(close)</li><li>last</li>"
        let page = try Document("\(open)advert\(close)<main><ol>\(list)</ol><p>tail</main>")
        #expect(try page.select(Selector("main > ol > li")).map(\.text) == ["first", "deep", "last"])
        #expect(try page.select(Selector("main > p")).map(\.text) == ["tail"])
        let unclosed = try Document("<ol><li>first</li><li>\(open)deep</li><li>last</li></ol>")
        #expect(unclosed.root?.text == "first deep last")
    }

    @Test(arguments: [
        "</", "</p>", "<!--", "<!x>", "<?", "&", "&amp;", "&bogus;", "<", "<script>", "<script><!--<script>", "<style>",
        "<title>",
        "x<!---->", "<table>x", "<a b=c ", "<body a=b>", "<html a=b>", "<!DOCTYPE html [<!ENTITY a '&a;&a;'>]>",
        "\u{A0}x", "<br>", "<p><b>", "<p><font size=1><b>", "<table><td>x", "<a><p>", "</table>x", "<table>x<b>",
        "<b></p>", "<svg><p>",
        "<select><option>", "<li><b>x", "<template>", "<b a=\(1)><i><u><p></b>", "<h1></h2>", "<ruby><rt>",
        "<form></p>",
    ])
    func `may say the same again and again`(piece: String) throws {
        try visit(Array(String(repeating: piece, count: 30_000).utf8))
    }

    @Test func `may have a giant tag`() throws {
        let names = (0..<50_000).map { "a\($0)=1" }.joined(separator: " ")
        let page = try visit(Array("<p \(names) title='\(names)' class=x>y".utf8))
        #expect(page.root?.text == "y")
        #expect(try page.first(Selector("p"))?["a0"] == "1")
        let title = try visit(Array("<p title='\(names)'>y".utf8)).first(Selector("p"))?["title"]
        #expect(title == names)
    }

    @Test func `may be noise`() throws {
        var random = SplitMix(state: 7)
        let signs = Array("<<<>>>/=\"' abdivpltr!-&;#x".utf8)
        try visit((0..<(1 << 20)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        try visit((0..<(1 << 19)).map { _ in signs[Int(random.next() % UInt64(signs.count))] })
    }

    @Test func `makes no selector take the square of it`() throws {
        let page = try Document("<i></i>" + String(repeating: "<b></b>", count: 20_000))
        #expect(try page.select(Selector("b:nth-child(2n)")).count == 10_000)
        #expect(try page.select(Selector("b:nth-last-child(2n)")).count == 10_000)
        #expect(try page.select(Selector("b:nth-of-type(5n)")).count == 4_000)
        // These do, and give up.
        #expect(try page.select(Selector("u ~ b")).isEmpty)
        #expect(try page.select(Selector("b:not(:has(~ u))")).isEmpty)
    }
}
