import Markup
import Testing

@Suite struct `The text of a node` {
    private func text(_ html: String) throws -> String {
        try #require(try Document("<main>\(html)</main>").first(Selector("main"))).text
    }

    @Test(arguments: [
        ("  a \n\t b  ", "a b"), ("a\u{A0}\u{A0}b", "a b"),
        ("a\u{200A}\u{202F}\u{3000}\u{2028}\u{1680}\u{205F}\u{85}b", "a b"),
        ("a\u{200B}b", "a\u{200B}b"), ("Wol\u{AD}ke\u{FEFF}", "Wolke"), ("a \u{AD} b", "a b"),
        ("&shy;&nbsp;x&nbsp;", "x"),
        ("", ""), (" \u{A0} ", ""), ("日本\u{3000}語", "日本 語"), ("é\u{E9}ÿ 🦆", "ééÿ 🦆"),
    ])
    func `has its white space folded and no soft hyphens`(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }

    @Test(arguments: [
        ("<b>Wol</b><i>ke</i>", "Wolke"), ("a<br>b", "a b"), ("a <br> b<br/>", "a b"), ("a<p>b</p>c", "a b c"),
        ("a<div></div>b", "a b"), ("<li>a</li><li>b</li>", "a b"), ("a<hr>b", "a b"), ("XIX<sup>e</sup>", "XIXe"),
        ("<table><tr><td>a</td><td>b</td></tr></table>c", "a b c"), ("a<span> </span>b", "a b"), ("a<wbr>b", "ab"),
        ("<bdi>a</bdi>b", "ab"), ("<figure>a<figcaption>b</figcaption></figure>", "a b"), ("a<!-- x -->b", "ab"),
        ("<dl><dt>a<dd>b</dl>", "a b"), ("a<unknown>b</unknown>", "ab"),
    ])
    func `has a space where a reader sees one`(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }

    @Test(arguments: [
        ("a<span hidden>x</span>b", "ab"), ("a<span style='color:red; DISPLAY : none !important'>x</span>b", "ab"),
        ("a<span style='display:nonesuch'>x</span>b", "axb"), ("a<span style='x-display:none'>x</span>b", "axb"),
        ("a<div style=display:none>x<p>y</div>b", "ab"), ("a<script>x</script>b", "ab"), ("a<style>x</style>b", "ab"),
        ("a<template><p>x</p></template>b", "ab"), ("a<audio>x</audio><iframe>y</iframe>b", "ab"),
    ])
    func `leaves out what is hidden`(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }

    @Test(arguments: [
        (
            "a <math><semantics><mi>f</mi><annotation encoding='application/x-tex'>{\\displaystyle f}</annotation>"
                + "</semantics></math> b", "a f b"
        ),
        ("a <math alttext='{\\textstyle n^{2}}'><mi>n</mi></math> b", "a n^{2} b"),
        (
            "a <span><span style='display: none;'><math alttext='{\\displaystyle x}'><mi>x</mi></math></span>"
                + "<img alt='{\\displaystyle x}' aria-hidden=true></span> b", "a x b"
        ),
        ("a <math alttext='{\\displaystyle x}'><mi>x</mi></math><img alt='{\\displaystyle x}'> b", "a x b"),
        ("<math><mi>x</mi><mo>+</mo><mi>y</mi></math>", "x+y"), ("<img class=tex-math alt='x+1'>", "x+1"),
        ("<math alttext=x></math>, <math alttext=x></math>", "x, x"),
        ("<math alttext='{\\displaystyle }'><mi>q</mi></math>", "q"),
    ])
    func `has each formula once, as its source`(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }

    @Test(arguments: [
        ("The sign <a title=♦><img alt=♦ height=22></a> here", "The sign ♦ here"), ("<img alt='𓇋𓏏'>", "𓇋𓏏"),
        ("a<img alt=''>b<img>c", "abc"), ("a <img alt=Lautsprecherbild>b", "a b"),
        ("a <img alt='Broom icon.svg'>b", "a b"),
        ("a <img alt='🔊'>b", "a b"), ("a <img alt='🇫🇷'>b", "a b"), ("a <img alt=M17>b", "a b"),
        ("a<img alt='☞' hidden>b", "ab"), ("a <img alt=Bank>b", "a b"),
    ])
    func `has the sign that a picture stands for, and no other picture`(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }

    @Test func `of a page is without its head`() throws {
        #expect(try Document("<title>t</title><p>a").root?.text == "a")
    }

    @Test func `of a node that is hidden itself is read`() throws {
        let page = try Document("<title> t </title><div hidden>a<b hidden>c</b></div>")
        #expect(try page.first(Selector("title"))?.text == "t")
        #expect(try page.first(Selector("div"))?.text == "a")
    }

    @Test func `can do without subtrees`() throws {
        let page = try Document("<li>a <ul><li>b</ul> <i>c<b>d</b></i>.</li>")
        let item = try #require(page.first(Selector("li")))
        #expect(item.text { $0.isElement("ul") } == "a c d .".replacing(" d ", with: "d"))
        #expect(item.text { $0.name == "b" || $0.isText && $0.text == "." } == "a b c")
        // The closure may read texts itself.
        #expect(item.text { $0.text == "cd" } == "a b .")
    }

    @Test func `of several nodes is one running text`() throws {
        let page = try Document("<p><b>Wol</b>ke<!-- --><i hidden>x</i> <u>f</u><ol><li>a</ol>")
        let paragraph = try #require(page.first(Selector("p")))
        #expect(Node.text(of: paragraph.children) == "Wolke f")
        #expect(Node.text(of: paragraph.children) { $0.isElement("u") } == "Wolke")
        let list = try #require(page.first(Selector("ol")))
        #expect(Node.text(of: [paragraph, list]) == "Wolke f a")
        #expect(Node.text(of: []) == "")
    }
}
