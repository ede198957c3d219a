import Markup
import Testing

@Suite struct `A whole page` {
    private func page(_ html: String) throws -> String { try Document(html).root?.outline ?? "" }

    @Test(arguments: [
        ("<title>1</title>2", "html(head(title(“1”)) body(“2”))"),
        ("1<title>2</title>", "html(body(“1” title(“2”)))"),
        ("<p>1", "html(body(p(“1”)))"), ("<head><p>1", "html(head body(p(“1”)))"),
        ("<head></head><title>1</title>2", "html(head(title(“1”)) body(“2”))"),
        ("<head><style>1</style></head>", "html(head(style) body)"), ("<meta><meta>", "html(head(meta meta) body)"),
        ("<head><head><link>1", "html(head(link) body(“1”))"), ("<template>1</template>", "html(head(template) body)"),
        ("<head><template>1", "html(head(template) body)"),
        ("<head><noscript><link></noscript><meta>1", "html(head(noscript(link) meta) body(“1”))"),
        ("<head><noscript><p>1</noscript>2", "html(head(noscript) body(p(“12”)))"),
    ])
    func `has a head where a tag names it or something is in it, and ends it with all else`(
        html: String, expected: String
    ) throws {
        #expect(try page(html) == expected)
    }

    @Test(arguments: [
        ("</p>1", "html(body(“1”))"), ("</br>1", "html(body(br “1”))"), ("</div></b>1", "html(body(“1”))"),
        ("<body>1</body><p>2", "html(body(“1” p(“2”)))"), ("<p>1</html>2", "html(body(p(“12”)))"),
        ("<html><body>1<html><body>2", "html(body(“12”))"), ("</head>1</head>2", "html(body(“12”))"),
        ("<frameset><frame></frameset>1", "html(body(“1”))"), ("1<frameset>2", "html(body(“12”))"),
        ("<body></template>1", "html(body(“1”))"),
        ("<body><template></p></div>1</template>2", "html(body(template “2”))"),
    ])
    func `has one body, whatever begins or ends it`(html: String, expected: String) throws {
        #expect(try page(html) == expected)
    }

    @Test func `has the attributes of all its html and body tags, the first of each name`() throws {
        let page = try Document("<html id=a><body class=b><p>1<html id=c lang=d><body class=e id=f>")
        let root = try #require(page.root)
        #expect(root["id"] == "a" && root["lang"] == "d")
        let body = try #require(page.first(Selector("body")))
        #expect(body["class"] == "b" && body["id"] == "f")
        #expect(try page.ids("html[id=c], body.e") == "")
    }

    @Test(arguments: [
        "html", "HTML", " html ", "html SYSTEM \"about:legacy-compat\"", "html PUBLIC \"-//W3C//DTD HTML 4.01//EN\"",
        "html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/x.dtd\"",
        "html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"http://www.w3.org/TR/html4/loose.dtd\"",
    ])
    func `that names a standard has no table in a paragraph`(standard: String) throws {
        let document = try Document("<!DOCTYPE \(standard)><p>1<table></table>")
        #expect(document.root?.outline == "html(body(p(“1”) table))")
    }

    @Test(arguments: [
        "", "<!DOCTYPE>", "<!DOCTYPE htm>", "<!DOCTYPE html PUBLIC \"-//IETF//DTD HTML//EN\">",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\">",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">",
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Frameset//EN\">", "<p>0</p><!DOCTYPE html>",
    ])
    func `that names none, an old one or one too late has a table in a paragraph`(start: String) throws {
        let outline = try #require(try Document(start + "<p>1<table></table>").root?.outline)
        #expect(outline.hasSuffix("p(“1” table)))"), "\(outline)")
    }

    @Test func `that was cut out of another follows the standard`() throws {
        let part = try Document(html: Array("<p>1<table></table>".utf8)[...])
        #expect(part.root?.outline == "html(body(p(“1”) table))")
    }

    @Test(arguments: [
        ("<p>1\u{0}2", "p(“12”)"), ("<textarea>1\u{0}</textarea>", "textarea(“1\u{FFFD}”)"),
        ("<title>\u{0}1</title>", "title(“\u{FFFD}1”)"), ("<svg>1\u{0}</svg>", "svg(“1\u{FFFD}”)"),
        ("<svg><desc>1\u{0}", "svg(desc(“1”))"), ("<table>\u{0}<td>1", "table(tbody(tr(td(“1”))))"),
        ("<xmp>1\u{0}</xmp>", "xmp(“1\u{FFFD}”)"), ("<math><mi>\u{0}1", "math(mi(“1”))"),
        ("<b></b>\u{0}<p>1", "b p(“1”)"), ("<plaintext>\u{0}", "plaintext(“\u{FFFD}”)"),
    ])
    func `loses a zero byte of its text, and shows it where tags mean nothing`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test func `has a sign for a zero byte in an attribute`() throws {
        let title = try Document("<p title='1\u{0}&amp;\u{0}2'>").first(Selector("p"))?["title"]
        #expect(title == "1\u{FFFD}&\u{FFFD}2")
    }

    @Test(arguments: [
        ("<xmp><b>1</b>&amp;</xmp>2", "xmp(“<b>1</b>&amp;”) “2”"), ("<iframe><p>1</iframe>2", "iframe(“<p>1”) “2”"),
        ("<noembed><p>1</noembed>2", "noembed(“<p>1”) “2”"), ("<noframes><p>1</noframes>2", "noframes(“<p>1”) “2”"),
        ("<plaintext>1</plaintext>&lt;", "plaintext(“1</plaintext>&lt;”)"),
        ("<noscript><p>1</noscript>2", "noscript(p(“12”))"),
        ("<title>1<b>&lt;</title>2", "title(“1<b><”) “2”"), ("<xmp>1</xmp x='>'>2", "xmp(“1”) “2”"),
        ("<style>1</sty></style >2", "style “2”"),
    ])
    func `has elements in which tags mean nothing, and references only in some`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }
}
