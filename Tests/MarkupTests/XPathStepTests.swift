import Markup
import Testing

@Suite struct `XPath steps that overlap` {
    private static let page = """
        <html id=html><head></head><body id=body><div id=d1><p id=p1>a<b id=b1>x</b><i id=i1>y</i></p><div id=d2>\
        <p id=p2><b id=b2 title=t>x</b><b id=b3>z</b></p><ul id=u1><li id=l1>1</li><li id=l2>2<ul id=u2><li id=l3>3</li>\
        <li id=l4>4</li></ul></li><li id=l5>5</li></ul></div></div><p id=p3 title=t>b<i id=i2>y</i></p></body></html>
        """

    @Test(arguments: expected) func `find what they say, once and in order`(expression: String, ids: String) throws {
        #expect(try Document(Self.page).ids("xpath:\(expression)") == ids)
    }

    @Test func `the first is the first of the page`() throws {
        let page = try Document(Self.page)
        #expect(try page.first(Selector("xpath://li/preceding::*"))?.name == "head")
        #expect(try page.first(Selector("xpath://ul/ancestor::*"))?["id"] == "html")
        let list = try #require(page.first(Selector("#u1")))
        #expect(try list.select(Selector("xpath:li/following-sibling::li")).map { $0["id"] } == ["l2", "l5"])
        #expect(try list.matches(Selector("xpath://p/following::ul")))
    }

    /// With a search for each node among all others this takes minutes.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "descendant::i/following-sibling::i[1]", "//i/..", "//i/parent::*/parent::*", "//i/ancestor::*",
            "//i/preceding-sibling::i[1]", "//u[count(i/preceding-sibling::i[1]) > 7]/i", "//b//b",
        ])
    func `of many items take no longer than there are items`(expression: String) throws {
        let items = String(repeating: "<u><i></i></u>", count: 20_000)
        let page = try Document("<p>\(items)</p><u>\(String(repeating: "<i></i>", count: 40_000))</u><b><b></b></b>")
        #expect(try !page.select(Selector("xpath:\(expression)")).isEmpty)
    }

    @Test(arguments: [
        "descendant::b/following-sibling::b", "//b/following::b", "//b/preceding::b/following::b",
        "//p[count(b/following-sibling::b) > 1]",
        "//p[b/preceding::b = 'x']",
    ])
    func `are not taken for longer than the page may be read`(expression: String) throws {
        let page = try Document("<p>" + String(repeating: "<b></b>", count: 3_000) + "</p>")
        var nodes = 0
        page.mayReadOn = {
            if case .nodes(let more) = $0 { nodes += more }
            return nodes < 50_000
        }
        #expect(try page.select(Selector("xpath:\(expression)")).isEmpty)
        #expect((50_000..<100_000).contains(nodes))
        #expect(try page.select(Selector("b")).isEmpty, "nothing is found any more")
    }

    @Test(arguments: [
        ("xpath://b[count(preceding::b) > 7]", "“xpath://b[count(preceding::b) > 7]” takes more than 10000000 steps"),
        ("b:has(~ i)", "“b:has(~ i)” takes more than 1"),
        (
            "xpath://b[count(preceding::b) > 7 and \(String(repeating: "1 = 1 and ", count: 20))'']",
            "…” takes more than 10000000 steps"
        ),
    ])
    func `a search that is given up says so`(selector: String, complaint: String) throws {
        let page = try Document("<p>" + String(repeating: "<b></b>", count: 10_000) + "</p>")
        var complaints: [String] = []
        page.mayReadOn = {
            guard case .givenUp(let why) = $0 else { return true }
            complaints.append(why)
            return false
        }
        #expect(try page.select(Selector(selector)).isEmpty)
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("The selector “") == true, "\(complaints)")
        #expect(complaints.first?.contains(complaint) == true, "\(complaints)")
        #expect(complaints.first?.hasSuffix("steps on the page.") == true, "\(complaints)")
        #expect(try page.select(Selector("p")).isEmpty, "nothing is found any more")
    }

    @Test(arguments: [
        ("//p[b | 3]", 10), ("//p[i and (b | 3)]", 17), ("//p[count('x') = 1]", 10), ("//p[i[sum(3)]]", 12),
        ("//p[string()/b]", 10), ("//b[i or 'x'[1]]", 15), ("//p/b[name(3)]/following::i", 12),
        ("//p/following::i[b/following::i[3 | b]]", 38),
    ])
    func `what could not be evaluated on some page is refused with its place`(expression: String, offset: Int) throws {
        let fault = #expect(throws: SelectorFault.self) { try Selector("xpath:\(expression)") }
        #expect(fault?.offset == offset)
        #expect(fault?.message.contains("cannot be evaluated") == true, "\(fault?.message ?? "")")
    }

    @Test func `names of namespaces are none that a page has`() throws {
        #expect(throws: SelectorFault.self) { try Selector("xpath://p/namespace :: *") }
        #expect(try Document("<namespace id=a></namespace>").ids("xpath://namespace") == "a")
    }
}

extension `XPath steps that overlap` {
    /// What lxml finds.
    fileprivate static let expected = [
        ("//p//b", "b1 b2 b3"),
        ("//div//p", "p1 p2"),
        ("//div//b[1]", "b1 b2"),
        ("//div//li[last()]", "l4 l5"),
        ("//div//*[2]", "i1 d2 b3 u1 l2 l4"),
        ("//li/following-sibling::li", "l2 l4 l5"),
        ("//li/following-sibling::li[1]", "l2 l4 l5"),
        ("//li/preceding-sibling::li[1]", "l1 l2 l3"),
        ("descendant::li/following-sibling::li[last()]", "l4 l5"),
        ("//li/ancestor::*", "html body d1 d2 u1 l2 u2"),
        ("//li/ancestor::*[1]", "u1 u2"),
        ("//li/ancestor::ul[last()]", "u1"),
        ("//*[@title]/ancestor-or-self::*", "html body d1 d2 p2 b2 p3"),
        ("//b/preceding::*", "head p1 b1 i1 b2"),
        ("//b/preceding::*[1]", "head i1 b2"),
        ("//b/following::li[position() = 2]", "l2"),
        ("//b/following::*[@id][2]", "d2 u1 l1"),
        ("//li/..", "u1 u2"),
        ("//li/parent::ul/parent::*", "d2 l2"),
        ("//li/../..", "d2 l2"),
        ("//b/../@id/..", "p1 p2"),
        ("//b/../*", "b1 i1 b2 b3"),
        ("//li/self::li/..//b", ""),
        ("//ul//ul//li", "l3 l4"),
        ("//ul//following::p", "p3"),
        ("//div//ancestor::div", "d1 d2"),
        ("//p[count(b/following-sibling::*) = 1]", "p1 p2"),
        ("//p[count(../descendant::p/following::p) > 0]", "p1 p2 p3"),
        ("//ul[li/following-sibling::li/ul]/li[position() mod 2 = 1]", "l1 l5"),
        ("(//li/following::*)[2]", "u2"),
        ("(//li/following::*)[last()]", "i2"),
        ("(//li/ancestor::*)[position() < 3]/p", "p3"),
        ("//li/ancestor::div/p | //b/ancestor::p", "p1 p2"),
        ("//p[b/following-sibling::i = 'y' or i/preceding-sibling::b]", "p1"),
        ("//li[count(preceding-sibling::li/descendant-or-self::li) >= position()]", "l5"),
        ("/html/body//p/following-sibling::*/descendant::li", "l1 l2 l3 l4 l5"),
        ("//p/b/following-sibling::node()/..", "p1 p2"),
        ("/descendant::p/following::b/ancestor::div[last()]", "d1"),
        (".//p/following::*[self::b or self::li][last() - 1]", "l4"),
        ("(//b | //i)/ancestor::p[@title or b]", "p1 p2 p3"),
        ("//li[following-sibling::li/preceding-sibling::li[2]]", "l1 l2"),
        ("//p [ b ] / following :: li [ 1 ]", "l1"),
        ("body/*/*/ancestor::*[position() = last()]", "html"),
        ("//b/attribute::title/ancestor::*[2]", "p2"),
        ("//i/preceding::b[1]/following-sibling::*[1]/self::i", "i1"),
        ("//*/*/following-sibling::*[following::p/preceding::ul]", "i1 d2 b3 u1 l2 l4 l5"),
        ("./self::*/..//li/following-sibling::li", "l2 l4 l5"),
        ("//div[.//li//li]/p/following::b[. = //b[1]/following::b]", "b2 b3"),
        ("//li[.//li/preceding::li[1]]", "l2"),
        ("//b[not(following::b/preceding-sibling::b)]", "b3"),
        ("//li[- count(preceding::li/following::li) < -3]", "l2 l3 l4 l5"),
        ("//p[string(b/following-sibling::*) = 'z']", "p2"),
        ("//p[sum(//li/following-sibling::li) = 11]/following::p", ""),
    ]
}
