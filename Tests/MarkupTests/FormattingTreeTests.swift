import Markup
import Testing

@Suite struct `What formats a text` {
    @Test(arguments: [
        ("<b>1<i>2<p>3</b>4", "b(“1” i(“2”)) i(p(b(“3”) “4”))"),
        ("<div><b>1<div>2</b>3</div>4</div>5", "div(b(“1”) div(b(“2”) “3”) “4”) “5”"),
        ("<b>1<blockquote>2</b>3</blockquote>4", "b(“1”) blockquote(b(“2”) “3”) “4”"),
        ("<b>1<button>2</b>3</button>4", "b(“1”) button(b(“2”) “3”) “4”"),
        ("<code>1<div>2<div>3</code>4", "code(“1”) div(code(“2”) div(code(“3”) “4”))"),
        ("<i><b>1<h2>2</i>3</h2>4", "i(b(“1”)) b(h2(i(“2”) “3”) “4”)"),
        ("<u>1<address>2</u>3", "u(“1”) address(u(“2”) “3”)"),
        ("<a href=x>1<div>2</a>3</div>4", "a(“1”) div(a(“2”) “3”) “4”"),
        ("<b>1<span>2<p>3</b>4", "b(“1” span(“2”)) p(b(“3”) “4”)"),
    ])
    func `goes on in the block that its end tag is in, for that block's content`(html: String, expected: String) throws
    {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<p><b>1<p>2</b>3<p>4", "p(b(“1”)) p(b(“2”) “3”) p(“4”)"),
        ("<p>1<b><em>2</p>3", "p(“1” b(em(“2”))) b(em(“3”))"),
        ("<em>1<ul><li>2</em>3<li>4</ul>", "em(“1”) ul(em li(em(“2”) “3”) li(“4”))"),
        ("<ul><li><b>1<li>2</b>3</ul>4", "ul(li(b(“1”)) li(b(“2”) “3”)) “4”"),
        ("<font>1<p>2<font>3</p>4", "font(“1” p(“2” font(“3”)) font(“4”))"),
        ("<x-y><b>1</x-y>2", "x-y(b(“1”)) b(“2”)"),
    ])
    func `is taken up in each block behind the one that closed it`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<i>1<b>2<u>3<p>4</i>5", "i(“1” b(“2” u(“3”))) b(u(p(i(“4”) “5”)))"),
        ("<b>1<i>2<u>3<s>4<p>5</b>6", "b(“1” i(“2” u(“3” s(“4”)))) i(u(s(p(b(“5”) “6”))))"),
        ("<b><i>1</b>2</i>3", "b(i(“1”)) i(“2”) “3”"),
        ("<b>1<i>2<u>3<s>4<em>5<p>6</b>7", "b(“1” i(“2” u(“3” s(“4” em(“5”))))) u(s(em(p(b(“6”) “7”))))"),
    ])
    func `keeps its order where several cross a block`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<strong>1</em>2</strong>3", "strong(“12”) “3”"),
        ("<b>1</b></b>2", "b(“1”) “2”"),
        ("<b></b><p>1", "b p(“1”)"),
        ("<s>1<p>2</p>3</s>4", "s(“1” p(“2”) “3”) “4”"),
    ])
    func `ends with its own end tag only`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<b>1<object>2</b>3</object>4", "b(“1” object(“23”) “4”)"),
        ("<b>1<object><i>2</object>3", "b(“1” object(i(“2”)) “3”)"),
        ("<marquee><b>1</marquee>2", "marquee(b(“1”)) “2”"),
        ("<table><tr><td><b>1<td>2</table>3", "table(tbody(tr(td(b(“1”)) td(“2”)))) “3”"),
        ("<b>1<table><tr><td>2</b>3</table>4", "b(“1” table(tbody(tr(td(“23”)))) “4”)"),
        ("<b>1<template><i>2</template>3", "b(“1” template “3”)"),
        ("<table><caption><i>1</caption><td>2</table>3", "table(caption(i(“1”)) tbody(tr(td(“2”)))) “3”"),
    ])
    func `reaches neither into an object, a cell nor a template, nor out of one`(html: String, expected: String) throws
    {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<a>1<p>2<a>3", "a(“1”) p(a(“2”) a(“3”))"),
        ("<nobr>1<nobr>2</nobr>3", "nobr(“1”) nobr(“2”) “3”"),
        ("<a>1<b>2<a>3</b>4", "a(“1” b(“2”)) b(a(“3”)) a(“4”)"),
        ("<a>1<object><a>2</object>3", "a(“1” object(a(“2”)) “3”)"),
    ])
    func `of one kind is no link in a link, and no unbroken line in another`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }
}
