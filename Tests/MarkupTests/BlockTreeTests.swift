import Markup
import Testing

@Suite struct `What has no end tag` {
    @Test(arguments: [
        ("<p>1<h2>2</h2>3", "p(“1”) h2(“2”) “3”"),
        ("<p>1<hr>2", "p(“1”) hr “2”"),
        ("<p>1<pre>2</pre>3", "p(“1”) pre(“2”) “3”"),
        ("<p>1<form>2</form>3", "p(“1”) form(“2”) “3”"),
        ("<p>1<dl><dt>2</dl>3", "p(“1”) dl(dt(“2”)) “3”"),
        ("<p>1<main>2<p>3</main>4", "p(“1”) main(“2” p(“3”)) “4”"),
        ("<p>1<search>2</search>3", "p(“1”) search(“2”) “3”"),
        ("<p>1<dialog>2</dialog>3", "p(“1”) dialog(“2”) “3”"),
        ("<p>1<center>2</center>3", "p(“1”) center(“2”) “3”"),
        ("<p>1<listing>\n2</listing>3", "p(“1”) listing(“2”) “3”"),
        ("<p>1<xmp><b>2</xmp>3", "p(“1”) xmp(“<b>2”) “3”"),
        ("<p>1<ul><li>2</ul>3</p>4", "p(“1”) ul(li(“2”)) “3” p “4”"),
    ])
    func `is a paragraph up to the next block`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<p>1<span><p>2", "p(“1” span) p(“2”)"),
        ("<p>1<ins>2<p>3</ins>4", "p(“1” ins(“2”)) p(“34”)"),
        ("<p>1<button><p>2</button>3", "p(“1” button(p(“2”)) “3”)"),
        ("<p>1<object><p>2</p>3</object>4", "p(“1” object(p(“2”) “3”) “4”)"),
        ("<div><p>1</div>2", "div(p(“1”)) “2”"),
        ("<p>1</div>2", "p(“12”)"),
    ])
    func `is a paragraph also behind what stands in a line, but not behind a button's or an object's edge`(
        html: String, expected: String
    ) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<h1>1<h2>2</h2>3", "h1(“1”) h2(“2”) “3”"),
        ("<h3>1</h5>2", "h3(“1”) “2”"),
        ("<div>1</h2>2</div>", "div(“12”)"),
        ("<h2>1<p>2</h2>3", "h2(“1” p(“2”)) “3”"),
        ("<h1>1<b><h2>2</h1>3", "h1(“1” b(h2(“2”) “3”))"),
    ])
    func `is a heading, which any heading's end tag ends and no heading stands right in`(html: String, expected: String)
        throws
    {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<ul><li>1<p>2<li>3</ul>", "ul(li(“1” p(“2”)) li(“3”))"),
        ("<ul><li>1<div>2<li>3</ul>", "ul(li(“1” div(“2”)) li(“3”))"),
        ("<ol><li>1<ol><li>2</ol><li>3</ol>", "ol(li(“1” ol(li(“2”))) li(“3”))"),
        ("<ol><li><span>1<li>2</ol>", "ol(li(span(“1”)) li(“2”))"),
        ("<ul><li>1<blockquote>2<li>3</ul>", "ul(li(“1” blockquote(“2” li(“3”))))"),
        ("<li>1<ul></li>2</ul>3", "li(“1” ul(“2”) “3”)"),
        (
            "<ul><li>1<table><tr><td>2<li>3</table>4<li>5</ul>",
            "ul(li(“1” table(tbody(tr(td(“2” li(“3”))))) “4”) li(“5”))"
        ),
        ("<menu><li>1<li>2</menu>3", "menu(li(“1”) li(“2”)) “3”"),
    ])
    func `is an item up to the next one of its own list`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<dl><dt>1<dd>2<dt>3<dd>4</dl>", "dl(dt(“1”) dd(“2”) dt(“3”) dd(“4”))"),
        ("<dl><dd>1<dl><dt>2</dl>3<dd>4</dl>", "dl(dd(“1” dl(dt(“2”)) “3”) dd(“4”))"),
        ("<dl><dt>1<div>2<dd>3</dl>", "dl(dt(“1” div(“2”)) dd(“3”))"),
        ("<dl><dt>1</dd>2</dl>", "dl(dt(“12”))"),
        ("<dd>1<p>2<dt>3", "dd(“1” p(“2”)) dt(“3”)"),
        ("<dl><div><dt>1<dd>2</div><div><dt>3</div></dl>", "dl(div(dt(“1”) dd(“2”)) div(dt(“3”)))"),
    ])
    func `is a term or a definition up to the next of either`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<ruby>1<rp>2<rt>3<rp>4</ruby>", "ruby(“1” rp(“2”) rt(“3”) rp(“4”))"),
        ("<ruby>1<rb>2<rt>3<rb>4</ruby>", "ruby(“1” rb(“2”) rt(“3”) rb(“4”))"),
        ("<ruby>1<rtc>2<rt>3<rp>4<rb>5</ruby>", "ruby(“1” rtc(“2” rt(“3”) rp(“4”)) rb(“5”))"),
        ("<ruby><span>1<rt>2</ruby>3", "ruby(span(“1” rt(“2”))) “3”"),
        ("<rt>1<rt>2", "rt(“1” rt(“2”))"),
    ])
    func `is a part of a ruby up to the next part`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<article>1<section>2</article>3", "article(“1” section(“2”)) “3”"),
        ("<details><summary>1<p>2</details>3", "details(summary(“1” p(“2”))) “3”"),
        ("<x-y>1<p>2</x-y>3", "x-y(“1” p(“23”))"),
        ("<span>1<div>2</span>3</div>4", "span(“1” div(“23”) “4”)"),
        ("<label>1<p>2</label>3", "label(“1” p(“23”))"),
    ])
    func `is what ends with what is around it`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }
}
