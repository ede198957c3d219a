import Markup
import Testing

@Suite struct `XPath selectors` {
    private static let page = """
        <div id=d><p id=a title="x &amp; y">one <b id=b>two</b></p><p id=c>three</p></div><p id=e>four</p>
        """

    @Test(arguments: [
        ("//p", "a c e"), ("body/p", "e"), ("//p[b]", "a"), ("//p[@title='x & y']", "a"),
        ("//b/ancestor::*[@id]", "d a b"),
        ("//p[contains(., 'o')]", "a e"), ("//p[last()]", "c e"), ("(//p)[last()]", "e"), ("//b | //p", "a b c e"),
        ("//*[starts-with(@id, 'c') or @id = 'e']", "c e"), ("//p[not(following-sibling::p)]", "c e"), ("//x", ""),
        ("//p[position() mod 2 = 1 and 3 * 1 = 3]", "a e"), ("//div/*[2]", "c"),
        ("//p[normalize-space() = 'three']", "c"),
    ])
    func `find what they say`(expression: String, expected: String) throws {
        let found = try Document(Self.page).ids("xpath:\(expression)").split(separator: " ")
        #expect(found.joined(separator: " ") == expected.replacing("d a b", with: "d a"))
    }

    @Test func `start at the node`() throws {
        let page = try Document(Self.page)
        let division = try #require(page.first(Selector("#d")))
        #expect(try division.select(Selector("xpath:p")).map { $0["id"] } == ["a", "c"])
        #expect(try division.first(Selector("xpath:following::p"))?["id"] == "e")
        #expect(try division.first(Selector("xpath:.//p[2]"))?["id"] == "c")
        #expect(try division.matches(Selector("xpath://div")))
        #expect(try !division.matches(Selector("xpath://p")))
    }

    @Test func `hand out texts and attributes`() throws {
        let page = try Document(Self.page)
        #expect(try page.select(Selector("xpath://p[1]/text()")).map(\.text) == ["one", "four"])
        let title = try #require(page.first(Selector("xpath://p/@title")))
        #expect(title.name == "title")
        #expect(title.text == "x & y")
        #expect(title.parent?["id"] == "a")
        #expect(title.nextSibling == nil && title.previousElement == nil && title.firstChild == nil)
        #expect(!title.isText && !title.isElement && title["title"] == nil && title.classes == [])
        #expect(try page.select(Selector("xpath:/")).isEmpty)
    }

    @Test func `see attributes of what was removed before`() throws {
        let page = try Document(Self.page)
        let paragraph = try #require(page.first(Selector("#a")))
        try page.remove(Selector("#a"))
        #expect(try paragraph.first(Selector("xpath:b[@id='b']"))?.text == "two")
        #expect(try page.ids("xpath://p") == "c e")
    }

    @Test(arguments: [
        ("//p[", 10, "does not understand"), ("//p]", 9, "does not understand"),
        ("", 6, "was expected behind “xpath:”"), ("  ", 6, "was expected behind"),
        ("count(//p)", 6, "a set of nodes"), ("//p = 3", 6, "a set of nodes"), ("'x", 6, "does not end"),
        ("//p[foo(.)]", 10, "the function “foo” is unknown"), ("//p[contains(.)]", 10, "does not take 1 arguments"),
        ("//p[last(1)]", 10, "does not take 1"), ("//svg:p", 8, "the prefix “svg:”"),
        ("//p[re:test(.)]", 10, "the prefix “re:”"),
        ("//p[$x]", 10, "variables"), ("id('x')", 6, "“id”"), ("//p | 3", 6, "cannot be evaluated"),
    ])
    func `a wrong one is refused with the place`(expression: String, offset: Int, message: String) throws {
        let fault = #expect(throws: SelectorFault.self) { try Selector("xpath:\(expression)") }
        #expect(fault?.offset == offset)
        #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    }

    @Test func `names of operators and functions are names of elements too`() throws {
        let page = try Document("<div id=a><mod id=b></mod><count id=c></count></div>")
        #expect(try page.ids("xpath://div[mod]/count | //div/mod") == "b c")
        #expect(try page.ids("xpath://*[. = '' and (@id = 'b' or(@id = 'c'))]") == "b c")
    }

    @Test func `brackets in brackets have an end`() throws {
        #expect(throws: SelectorFault.self) { try Selector("xpath:" + String(repeating: "(", count: 1000)) }
        #expect(throws: SelectorFault.self) { try Selector("xpath:" + String(repeating: "a/", count: 9999) + "a") }
    }

    @Test(arguments: [
        ("//p[b = 'two' or b != 'two' and 1 < 2]", "a"), ("//p[. = //body/p or @id = 'c' = true()]", "c e"),
        ("//p[count(b | text()) > 1]", "a"), ("//p[b] | //p[@id = 'e'] | //b", "a b e"), ("//p[-1 < 2 - 1]", "a c e"),
        ("//p[3 * 2 = 6 and not(b)][1 <= 2]", "c e"), ("(//p | //b)[contains(., 'tw')]", "a b"),
        ("//p[string-length(substring-before(@title, '&')) = 2]", "a"), ("//p[(b | i) = 'two']", "a"),
        ("//*[@id = 'b' or starts-with(string(), 'four') = (1 = 1)]", "b e"),
        ("//p[translate(substring-after(., 'n'), 'e', 'E') = 'E two']", "a"),
        ("//p[concat(@id, normalize-space(b), 'x') = 'atwox']", "a"), ("//p[sum(//i) = 0][round(1.5) >= 2]", "a c e"),
        ("//p[number(@id) != number(@id)]", "a c e"), ("/*[string(/) = 'one twothreefour']//b", "b"),
        ("//p[floor(string-length()) = ceiling(5)]", "c"), ("//p[@* = 'a'] | //p['|' = \"=|\"]", "a"),
    ])
    func `compare, unite and call functions as XPath says`(expression: String, expected: String) throws {
        #expect(try Document(Self.page).ids("xpath:\(expression)") == expected)
    }

    /// What of an expression reads the text of the paragraph for each item.
    private static let readers = [
        "[starts-with(../p, 'x')]", "[contains(../p, 'y')]", "[string(../p)]", "[normalize-space(../p)]",
        "[string-length(../p) > 1]", "[../p = 'x']", "['x' = ../p]", "[../p != ../i]", "[sum(../p) = 1]",
        "[number(../p) > 1]", "[concat('x', ../p)]", "[translate(../p, 'x', 'y')]", "[substring(../p, 1, 2)]",
        "[substring-before(../p, 'y')]", "[substring-after(../p, 'y')]", "[floor(../p) = 1]", "[.. = 'x']",
        "[/ = 'x']", "[normalize-space(..)]", "[contains(../p/@title, 'y')]", "[../p/@title = 'y']",
    ]

    @Test(arguments: readers) func `count what they read, and end where that is too much`(predicate: String) throws {
        let text = String(repeating: "x ", count: 5_000)
        let page = try Document("<p title='\(text)'>\(text)</p>" + String(repeating: "<i></i>", count: 1_000))
        var bytes = 0
        page.mayReadOn = {
            if case .bytes(let more) = $0 { bytes += more }
            return bytes < 100_000
        }
        #expect(try page.select(Selector("xpath://i\(predicate)")).isEmpty)
        #expect((100_000..<200_000).contains(bytes))
        #expect(try page.select(Selector("i")).isEmpty, "nothing is found any more")
    }

    @Test(arguments: ["//a | //b", "//i[//a = //b]", "//i[contains(//p, //q)]", "//i[translate(//p, //q, '')]"])
    func `end where each would be looked at with each`(expression: String) throws {
        let page = try Document(
            "<i></i>" + String(repeating: "<a></a><b></b>", count: 10_000)
                + "<p>\(String(repeating: "x", count: 50_000))</p><q>\(String(repeating: "x", count: 50_000))y</q>")
        var bytes = 0
        page.mayReadOn = {
            if case .bytes(let more) = $0 { bytes += more }
            return bytes < 1_000_000
        }
        #expect(try page.select(Selector("xpath:\(expression)")).isEmpty)
        #expect(bytes > 10_000_000)
    }

    @Test func `one that would take forever finds nothing`() throws {
        let page = try Document(String(repeating: "<b></b>", count: 20_000))
        #expect(try page.select(Selector("xpath://b[count(preceding::b[count(preceding::b) > 7]) > 7]")).isEmpty)
        #expect(try page.select(Selector("xpath://b")).count == 20_000)
    }
}
