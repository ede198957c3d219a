import Markup
import Testing

@Suite struct `CSS selectors` {
    private static let list = """
        <ol id=l class="senses main"><li id=a class=first>A <b id=x lang=de-AT>x</b><li id=b><i id=y></i><b id=z>z</b>
        <ul id=m><li id=c title='say "so"'>c</li></ul><li id=d class="last First">d</li></ol><p id=p>p</p><p id=q></p>
        """

    @Test(arguments: [
        ("li", "a b c d"), ("LI", "a b c d"), ("ol > li", "a b d"), ("ol>li", "a b d"), ("ol li", "a b c d"),
        ("li li", "c"), ("#c", "c"), (".first", "a"), (".First", "d"), ("ol.main.senses", "l"),
        ("li.last, #a", "a d"), ("li,li", "a b c d"), ("li + li", "b d"), ("li ~ li", "b d"), ("i + b", "z"),
        ("ol ~ p", "p q"), ("ol + p", "p"), ("li ~ li b", "z"), ("li + li > i ~ b", "z"), (".none", ""),
    ])
    func `find tags, ids, classes and what stands around`(selector: String, expected: String) throws {
        #expect(try Document(Self.list).ids(selector) == expected)
    }

    @Test(arguments: [
        ("[title]", "c"), ("[lang|=de]", "x"), ("[lang|='de-AT']", "x"), ("[lang|=d]", ""), ("[lang^=de]", "x"),
        ("[lang$='AT']", "x"), ("[class*=ir]", "a d"), ("[class~=\"last\"]", "d"), ("[class=last]", ""),
        ("[class='last First']", "d"), ("[ TITLE = 'say \"so\"' ]", "c"), ("[title=\"say \\\"so\\\"\"]", "c"),
        ("[lang=DE-at i]", "x"), ("[lang='DE-AT']", ""), ("[class^='']", ""), ("[class~='']", ""), ("[class='']", ""),
    ])
    func `compare attributes`(selector: String, expected: String) throws {
        #expect(try Document(Self.list).ids(selector) == expected)
    }

    @Test(arguments: [
        ("li:first-child", "a c"), ("ol > li:last-child", "d"), ("ul > :only-child", "c"),
        ("ol > li:nth-child(2)", "b"),
        ("ol > li:nth-child(odd)", "a d"), ("ol > li:nth-child(n+2)", "b d"), ("ol > li:nth-child( -n + 2 )", "a b"),
        ("ol > li:nth-child(0n+3)", "d"), ("li:nth-child(9)", ""), ("ol > li:nth-last-child(1)", "d"),
        ("ol > li:nth-last-child(even)", "b"), ("li > b:nth-of-type(1)", "x z"), ("p:first-of-type", "p"),
        ("p:last-of-type", "q"), ("p:nth-of-type(2n)", "q"), ("p:nth-last-of-type(2)", "p"), ("i:only-of-type", "y"),
        ("p:empty", "q"), ("i:empty", "y"), ("*:root", "html"), (":scope > body > p", "p q"),
    ])
    func `count positions`(selector: String, expected: String) throws {
        #expect(try Document(Self.list).ids(selector) == expected)
    }

    @Test(arguments: [
        ("ol > li:not(.first)", "b d"), ("li:not(.first, .last)", "b c"), ("li:has(> ul)", "b"), ("li:has(b)", "a b"),
        ("i:has(+ b)", "y"), ("ol:has(~ #q)", "l"), ("li:not(:has(b)):not(li li)", "d"),
        (":is(i, b):first-child", "x y"),
        ("li:where(:first-child):not(ul > *)", "a"), ("li:has(i):has(ul li)", "b"), ("p:has(ol p)", ""),
    ])
    func `combine other selectors`(selector: String, expected: String) throws {
        #expect(try Document(Self.list).ids(selector) == expected)
    }

    @Test func `escapes stand for the character itself`() throws {
        let page = try Document("<p id=a class='mw:x'>1<p id='2b' class='Ä'>2<p id=c class='tab-1'>3")
        #expect(try page.ids(".mw\\:x") == "a")
        #expect(try page.ids("#\\32 b") == "2b")
        #expect(try page.ids(".Ä, .\\c4") == "2b")
        #expect(try page.ids(".tab-\\31") == "c")
    }

    @Test func `a descendant combinator tries every ancestor`() throws {
        let page = try Document(
            "<div class=a><div class=b><div class=x><div class=b><p id=p></p></div></div></div></div>")
        #expect(try page.ids(".a > .b p") == "p")
        #expect(try page.ids(".x > .b > p") == "p")
        #expect(try page.ids(".a > .x p") == "")
    }

    @Test(arguments: [
        ("", 0, "a selector was expected instead of the end"),
        ("li >", 4, "a selector was expected"), ("li,,b", 3, "instead of “,”"), ("li)", 2, "“)” does not belong here"),
        ("a:hover", 1, "the pseudo-class “:hover” is not supported"), ("p::text", 1, "pseudo-elements"),
        ("a:contains(x)", 1, "“:contains()”"), (".2x", 1, "goes in [id="), ("#", 1, "the name of an id"),
        ("[href", 5, "“]”, “=”"), ("[href=\"x]", 6, "does not end"), ("[href=]", 6, "a value was expected"),
        ("[a=b'c]", 4, "needs quotes"), ("[a=b c]", 5, "a closing “]”"), ("li:nth-child(2x)", 13, "“odd”, “even”"),
        ("li:nth-child(", 13, "“odd”"), ("li:not(.a", 9, "a closing “)”"), ("svg|a", 3, "namespaces"),
        ("[]", 1, "attribute"),
        ("é&", 1, "“&” does not belong here"), ("a\\", 1, "must be followed by a character"),
        (".a\\ b", 1, "no class has white space in it"),
    ])
    func `a wrong one is refused with the place`(selector: String, offset: Int, message: String) throws {
        let fault = #expect(throws: SelectorFault.self) { try Selector(selector) }
        #expect(fault?.offset == offset)
        #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    }

    @Test func `brackets in brackets have an end`() throws {
        let deep = String(repeating: ":not(", count: 10_000)
        #expect(throws: SelectorFault.self) { try Selector("a" + deep) }
    }

    @Test func `within a node they see the whole page but find descendants only`() throws {
        let page = try Document("<ul id=u><li id=a><b id=x></b><ul><li id=c><b id=y></b></ul><li id=d></ul>")
        let item = try #require(page.first(Selector("#a")))
        func ids(_ selector: String) throws -> String {
            try item.select(Selector(selector)).map { $0["id"] ?? $0.name }.joined(separator: " ")
        }
        #expect(try ids("b") == "x y")
        #expect(try ids("#u b") == "x y")
        #expect(try ids("> b") == "x")
        #expect(try ids(":scope > ul > li") == "c")
        #expect(try ids("+ li, ~ li") == "d")
        #expect(try ids("#a") == "")
        #expect(try item.first(Selector("li > b"))?["id"] == "x")
        #expect(try item.first(Selector("i")) == nil)
        #expect(try item.matches(Selector("ul > li:first-child")))
        #expect(try !item.matches(Selector("li li")))
    }

    @Test func `are equal when their source is`() throws {
        #expect(try Selector("a b") == Selector("a b"))
        #expect(try Selector("a b") != Selector("a  b"))
        #expect(try "\(Selector("a b"))" == "a b")
    }
}
