import Markup
import Testing

@Suite struct `A drawing or a formula` {
    @Test(arguments: [
        ("<svg><p>1", "svg p(“1”)"),
        ("<svg><g><div>1</div>2", "svg(g) div(“1”) “2”"),
        ("<svg><a>1<b>2", "svg(a(“1”)) b(“2”)"),
        ("<svg><tspan>1<sub>2</sub>3", "svg(tspan(“1”)) sub(“2”) “3”"),
        ("<svg><table><td>1", "svg table(tbody(tr(td(“1”))))"),
        ("<svg><font color=a>1</font></svg>2", "svg font(“1”) “2”"),
        ("<svg></p>1", "svg p “1”"),
        ("<svg></br>1", "svg br “1”"),
        ("<math><annotation-xml><p>1", "math(annotation-xml) p(“1”)"),
        ("<math><svg><p>1", "math(svg) p(“1”)"),
    ])
    func `ends where an element of HTML begins`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<svg><a>1</a></svg>2", "svg(a(“1”)) “2”"),
        ("<svg><font>1</font></svg>2", "svg(font(“1”)) “2”"),
        ("<svg><script>1</script>2</svg>3", "svg(script(“1”) “2”) “3”"),
        ("<svg><title>1</title></svg><p>2", "svg(title(“1”)) p(“2”)"),
        ("<svg><style>1</style></svg>2", "svg(style(“1”)) “2”"),
    ])
    func `has elements of its own with names of HTML's`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<svg><foreignObject><p>1<p>2</p></foreignObject>3</svg>4", "svg(foreignobject(p(“1”) p(“2”)) “3”) “4”"),
        ("<svg><foreignObject><p>1<div>2</foreignObject>3</svg>4", "svg(foreignobject(p(“1”) div(“234”)))"),
        ("<svg><desc><b>1</b></desc>2</svg>3", "svg(desc(b(“1”)) “2”) “3”"),
        ("<math><mi>1<b>2</b></mi><mo>3</math>4", "math(mi(“1” b(“2”)) mo(“3”)) “4”"),
        ("<math><mtext><p>1</p></mtext>2</math>3", "math(mtext(p(“1”)) “2”) “3”"),
        (
            "<math><annotation-xml encoding=text/html><p>1</p></annotation-xml>2</math>3",
            "math(annotation-xml(p(“1”)) “2”) “3”"
        ),
        (
            "<math><annotation-xml encoding=Application/XHTML+xml><div>1</div></math>2",
            "math(annotation-xml(div(“1”))) “2”"
        ),
        ("<math><annotation-xml><svg><g>1</svg></math>2", "math(annotation-xml(svg(g(“1”)))) “2”"),
        ("<math><ms>1<mglyph><i>2</math>", "math(ms(“1” mglyph i(“2”)))"),
        ("<math><desc><p>1", "math(desc) p(“1”)"),
    ])
    func `holds HTML where it says so`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<svg><g></svg>1</g>2", "svg(g) “12”"),
        ("<svg><g><circle></g>1</svg>2", "svg(g(circle) “1”) “2”"),
        ("<math><mi><svg><g>1</math>2", "math(mi(svg(g(“1”)))) “2”"),
        ("<svg><desc><svg><g>1</desc>2", "svg(desc(svg(g(“1”))) “2”)"),
        ("<p><svg><text>1</p>2", "p(svg(text(“1”))) “2”"),
        ("<b><svg><text>1</b>2", "b(svg(text(“1”))) “2”"),
        ("<math><mrow/><mi>1</math>2", "math(mrow mi(“1”)) “2”"),
        ("<svg><G>1</g>2</SVG>3", "svg(g(“1”) “2”) “3”"),
    ])
    func `ends with its own end tag, whatever is open in it`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<svg><![CDATA[1<2]]>3</svg>", "svg(“1<23”)"),
        ("<svg><![CDATA[1>]]2]]>3</svg>", "svg(“1>]]23”)"),
        ("<svg><![CDATA[1", "svg(“1”)"),
        ("<svg><desc><![CDATA[1]]>2</desc></svg>", "svg(desc(“12”))"),
        ("<math><![CDATA[]]>1</math>", "math(“1”)"),
    ])
    func `has marked sections, which HTML has not`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }
}
