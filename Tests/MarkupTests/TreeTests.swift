import Markup
import Testing

/// The expectations are a browser's.
@Suite struct `Ordinary pages nest as in a browser` {
    private func body(_ html: String) throws -> String {
        try #require(try Document(html).first(Selector("body"))).elements.map(\.outline).joined(separator: " ")
    }

    @Test(arguments: [
        ("<p>a<p>b", "p(“a”) p(“b”)"), ("<p>a<div>b</div>c", "p(“a”) div(“b”)"),
        ("<ul><li>a<li>b</ul>", "ul(li(“a”) li(“b”))"),
        ("<li><p>a<li>b", "li(p(“a”)) li(“b”)"),
        ("<ol><li>a<ul><li>b</ul><li>c</ol>", "ol(li(“a” ul(li(“b”))) li(“c”))"),
        ("<ol><li>a<dl><dd>b</dd></dl></li></ol>", "ol(li(“a” dl(dd(“b”))))"),
        ("<p><span>a<style>x</style></span>b</p>", "p(span(“a” style) “b”)"), ("<div>a</span>b</div>", "div(“ab”)"),
        ("<h2>a</h3><p>b", "h2(“a”) p(“b”)"), ("<a>b<a>c</a>", "a(“b”) a(“c”)"),
        ("<select><option>a<option>b</select>", "select(option(“a”) option(“b”))"),
        ("<button>a<p>b</button>c", "button(“a” p(“b”))"), ("<pre>\na</pre>", "pre(“a”)"),
    ])
    func `where end tags are missing or wrong`(html: String, expected: String) throws {
        #expect(try body(html) == expected)
    }

    @Test(arguments: [
        (
            "<section><h2>a</h2><section><p>b</p><figure>c</figure></section></section>",
            "section(h2(“a”) section(p(“b”) figure(“c”)))"
        ),
        ("<p><bdi>a</bdi><time>b</time><mark>c</mark></p>", "p(bdi(“a”) time(“b”) mark(“c”))"),
        ("<article><header>a</header><main>b<nav>c</nav></main></article>", "article(header(“a”) main(“b” nav(“c”)))"),
        ("<details><summary>a</summary><p>b</details>c", "details(summary(“a”) p(“b”))"),
        ("<p>a<template><li>x</template>b", "p(“a” template “b”)"), ("<x-y>a<i>b</x-y>c", "x-y(“a” i(“b”)) i(“c”)"),
        ("<svg><path d=1 /><g><circle/></g><title>t</title></svg><p>a", "svg(path g(circle) title(“t”)) p(“a”)"),
        ("<svg/><p>a", "svg p(“a”)"), ("<svg:g>a</svg:g><a:b:c>b</a:b:c>", "svg:g(“a”) a:b:c(“b”)"),
        ("<o:p>a</o:p><x:>b</x:>", "o:p(“a”) x:(“b”)"),
        ("<p>a<math><mi>b</mi><mtext>c<b>d</b></math>e", "p(“a” math(mi(“b”) mtext(“c” b(“d”))) “e”)"),
        ("<svg><title>a<p>b</p></title><desc/><p>c", "svg(title(“a” p(“b”)) desc) p(“c”)"),
        ("<svg><![CDATA[a<b]]></svg><ruby>b<rt>c<rp>d</ruby>", "svg(“a<b”) ruby(“b” rt(“c”) rp(“d”))"),
    ])
    func `with the elements of HTML 5`(html: String, expected: String) throws {
        #expect(try body(html) == expected)
    }

    @Test func `with tables`() throws {
        let table =
            "<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table></td><td><ul><li>b</li></ul></td>"
        #expect(try body(table) == "table(tbody(tr(td(table(tbody(tr(td(“a”))))) td(ul(li(“b”))))))")
    }

    @Test(arguments: [
        ("<script>if (a</b) x = '</p>'</script>c", "script"),
        ("<script><!-- <script>x</script> --></script>", "script"),
        ("<SCRIPT>a</Script >", "script"), ("<style>a</styles></style>", "style"), ("<script>a", "script"),
        ("<!-- <script> -->a<!-->b<!--->c<!-- --!>d", ""), ("<p title='<script>'>a</p>", "p(“a”)"),
        ("<script>a<!-- b</script><p>c", "script p(“c”)"),
    ])
    func `without scripts and comments`(html: String, expected: String) throws {
        #expect(try body("<div></div>" + html).dropFirst("div".count).trimmingPrefix(" ") == expected)
    }

    @Test(arguments: [
        ("&amp;&lt;&gt;&quot;&apos;&nbsp;&eacute;&Eacute;&hellip;", "&<>\"'\u{A0}éÉ…"), ("&#65;&#x42;&#X43;", "ABC"),
        ("&#65&#x42", "AB"), ("&bogus; & x", "&bogus; & x"), ("it&#146;s &#150; &#x85;&#128;", "it’s – …€"),
        ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("&#; &#x; &#xg", "&#; &#x; &#xg"),
        ("s&umacr;tra&comma; &half; &lpar;&nGt;&rpar;", "sūtra, ½ (≫⃒)"), ("R&D AT&T &copy &eacute", "R&D AT&T © é"),
        ("&NotEqualTilde;&CounterClockwiseContourIntegral;", "≂̸∳"), ("&Eacute;&eacute;&EACUTE;", "Éé&EACUTE;"),
        ("a<b", "a"), ("1 < 2 <3", "1 < 2 <3"),
    ])
    func `with references resolved`(html: String, expected: String) throws {
        let page = try Document("<p title=\"\(html)\">\(html)")
        let paragraph = try #require(page.first(Selector("p")))
        #expect(paragraph.text == expected.replacing("\u{A0}", with: " "))
        if !html.contains("<") { #expect(paragraph["title"] == expected) }
    }

    @Test func `with names that end in the middle of a word, but not in an address`() throws {
        let paragraph = try #require(
            try Document("<p title='?a=1&copy=2&notit;&lt' lang='&amp'>&notit; &copy2</p>").first(Selector("p")))
        #expect(paragraph.text == "¬it; ©2")
        #expect(paragraph["title"] == "?a=1&copy=2&notit;<" && paragraph["lang"] == "&")
    }

    @Test func `with attributes as they are written`() throws {
        let page = try Document(
            "<p ID=a Class='x  y' data-a=1&amp;2 title=\"a\" title=b x=/y/ z='&copy=1'>a</p>")
        let paragraph = try #require(page.first(Selector("p")))
        #expect(paragraph["id"] == "a")
        #expect(paragraph["class"] == "x  y")
        #expect(paragraph.classes == ["x", "y"])
        #expect(paragraph["data-a"] == "1&2")
        #expect(paragraph["title"] == "a")
        #expect(paragraph["x"] == "/y/")
        #expect(paragraph["z"] == "&copy=1")
        #expect(paragraph["none"] == nil)
        #expect(paragraph.text == "a")
    }

    @Test(arguments: [
        ("<p><i>a<p>b</i>c", "p(i(“a”)) p(i(“b”) “c”)"), ("<b>a<i>b</b>c</i>d", "b(“a” i(“b”)) i(“c”)"),
        ("<b>a<p>b</b>c</p>", "b(“a”) p(b(“b”) “c”)"), ("<a>b<div>c<a>d", "a(“b”) div(a(“c”) a(“d”))"),
        ("<b class=x>a<b class=x>b<b class=x>c<b class=x>d<p>e", "b(“a” b(“b” b(“c” b(“d” p(“e”)))))"),
        ("<font><p>a</font>b<p>c", "font p(font(“a”) “b”) p(“c”)"), ("a</p>b", "p"), ("<p>a</br>b", "p(“a” br “b”)"),
    ])
    func `with formatting that crosses other elements`(html: String, expected: String) throws {
        #expect(try body(html) == expected)
    }

    @Test(arguments: [
        ("<table><tr><td>a<td>b<tr><th>c</table>d", "table(tbody(tr(td(“a”) td(“b”)) tr(th(“c”))))"),
        ("<table>x<tr>y<td>a", "table(tbody(tr(td(“a”))))"),
        ("<table><b>x<tr><td>a", "b(“x”) table(tbody(tr(td(“a”))))"),
        ("<table><caption>a<p>b<col><tbody><tr>", "table(caption(“a” p(“b”)) colgroup(col) tbody(tr))"),
        ("<table><td><table><td>a</table>b</table>", "table(tbody(tr(td(table(tbody(tr(td(“a”)))) “b”))))"),
        ("<!DOCTYPE html><p>a<table><td>b", "p(“a”) table(tbody(tr(td(“b”))))"),
        ("<p>a<table><td>b", "p(“a” table(tbody(tr(td(“b”)))))"), ("<td>a</td><tr>b", ""),
    ])
    func `with tables that leave tags out`(html: String, expected: String) throws {
        #expect(try body(html) == expected)
    }

    @Test(arguments: [
        "<![if !x]>", "<![endif]>", "<!foo>", "<!>", "<?xml x?>", "</>", "</ b>", "<![CDATA[b]]>", "<!-- > -->",
    ])
    func `without what HTML takes for a comment`(mark: String) throws {
        #expect(try Document("<p>one \(mark)two").root?.text == "one two")
    }
}
