import Markup
import Testing

@Suite struct `What selectors are used for` {
    private func page(_ html: String) throws -> (Document, SelectorUsage) {
        let page = try Document(html)
        let usage = SelectorUsage()
        page.usage = usage
        return (page, usage)
    }

    @Test func `is counted by selector, whoever asks`() throws {
        let (page, usage) = try page("<ul><li><b></b><li><b>1</b><b>2</b></ul>")
        let (items, bold) = (try Selector("li"), try Selector("b"))
        for item in page.select(items) { _ = item.select(bold) }
        #expect(usage.use(of: items)?.times == 1)
        #expect(usage.use(of: items)?.matches == 2)
        #expect(usage.use(of: bold)?.times == 2)
        #expect(usage.use(of: bold)?.matches == 3)
        #expect(usage.use(of: bold)?.sample == "1")
        // The same source is the same selector.
        #expect(try usage.use(of: Selector("b")) == usage.use(of: bold))
    }

    @Test func `tells what was asked in vain from what was never asked`() throws {
        let (page, usage) = try page("<p>1")
        let (none, xpath) = (try Selector(".none"), try Selector("xpath://p/text()"))
        _ = page.select(none)
        _ = page.select(xpath)
        let (vain, found) = (try #require(usage.use(of: none)), try #require(usage.use(of: xpath)))
        #expect(vain.times == 1 && vain.matches == 0 && vain.sample == nil)
        #expect(found.times == 1 && found.matches == 1 && found.sample == "1")
        #expect(try usage.use(of: Selector("p")) == nil)
    }
}

@Suite struct `CSS and XPath` {
    private static let page = """
        <div id=a class="x y"><p id=b title=t>1<i id=c>2</i></p><p id=d><i id=e class=x>3</i><i id=f></i></p></div>
        <div id=g><p id=h lang=en-GB></p><span id=i><p id=j class=" x "></p></span></div>
        """

    @Test(arguments: [
        ("p", "//p"), ("div > p", "//div/p"), ("div p", "//div//p"), ("p + p", "//p/following-sibling::*[1][self::p]"),
        ("p ~ p", "//p/following-sibling::p"), ("#e", "//*[@id='e']"), ("[title]", "//*[@title]"),
        (".x", "//*[contains(concat(' ', normalize-space(@class), ' '), ' x ')]"),
        ("[lang|=en]", "//*[@lang='en' or starts-with(@lang, 'en-')]"),
        ("i:first-child", "//i[not(preceding-sibling::*)]"),
        ("i:last-of-type", "//i[not(following-sibling::i)]"), ("p:has(i)", "//p[.//i]"),
        ("p:not([title])", "//p[not(@title)]"),
        ("p:nth-child(2)", "//*[2][self::p]"), ("p:nth-of-type(2)", "//p[2]"), ("p:empty", "//p[not(node())]"),
        ("div:has(> span > p)", "//div[span/p]"), (":is(i, span)", "//i | //span"),
        ("[id$=f], [id=a]", "//*[@id='f' or @id='a']"),
        ("div:not(:has(i)) p", "//div[not(.//i)]//p"),
        ("p:only-child, i:only-child", "//*[self::p or self::i][count(../*) = 1]"),
    ])
    func `find the same, in the same order`(css: String, xpath: String) throws {
        let page = try Document(Self.page)
        let found = try page.ids(css)
        #expect(found == (try page.ids("xpath:\(xpath)")))
        #expect(!found.isEmpty)
    }

    @Test(arguments: [
        ("li:nth-child(+2)", "b"), ("li:NTH-CHILD( 2N + 1 )", "a c"), ("li:nth-child(-2n+3)", "a c"),
        ("li:nth-child(0)", ""),
        ("li:nth-child(-1)", ""), ("li:nth-child(3n-1)", "b"), ("li:nth-child(-n)", ""), ("li:nth-child(0n)", ""),
        ("li:nth-last-child(-n+2)", "c d"), ("li:nth-child(n)", "a b c d"), ("li:nth-child(2n+0)", "b d"),
    ])
    func `positions are counted by a formula with any signs`(css: String, expected: String) throws {
        #expect(try Document("<ul><li id=a><li id=b><li id=c><li id=d></ul>").ids(css) == expected)
    }

    @Test func `positions are those of what is left`() throws {
        let page = try Document("<ul><li id=a><li id=b><li id=c><li id=d></ul>")
        #expect(try page.ids("li:nth-child(2), li:nth-last-child(1)") == "b d")
        try page.remove(Selector("#a, #d"))
        #expect(try page.ids("li:nth-child(2)") == "c")
        #expect(try page.ids("li:nth-last-child(2)") == "b")
        #expect(try page.ids("xpath://li[1] | //li[last()]") == "b c")
    }
}
