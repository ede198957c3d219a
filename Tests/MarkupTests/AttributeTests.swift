import Markup
import Testing

@Suite struct `A document of some attributes` {
    private func paragraph(_ html: String, _ names: [String]) throws -> Node {
        let page = try Document(html: Array(html.utf8)[...], attributes: AttributeNames(names))
        return try #require(page.first(Selector("p")))
    }

    @Test(arguments: [
        "<p a=1 title=x b=2>y", "<p a='1'title='x'b>y", "<p title=x a=1/>y", "<P A=1\nTITLE=x/ b=\">\">y",
        "<p a title=x>y", "<p a= 1 TITLE = \"x\"b = 2>y", "<p =a=1 title=x a(b>y",
    ])
    func `has those and no others`(html: String) throws {
        let paragraph = try paragraph(html, ["title"])
        #expect(paragraph["title"]?.first == "x")
        #expect(paragraph.text == "y")
        #expect(paragraph["a"] == nil && paragraph["b"] == nil)
    }

    @Test func `has the classes, and is read the same`() throws {
        let paragraph = try paragraph(
            "<p class='a b'>x<b hidden>y</b><i style='display:none' id=c>z</i><u title=d>!</u>", [])
        #expect(paragraph.hasClass("b"))
        #expect(paragraph.text == "x!")
    }

    @Test func `has those that its selectors look at`() throws {
        let selector = try Selector("#c, [Title^=d]:not(.x), p:has([data-e])")
        let html = "<p lang=a><i data-e id=c>1</i><u title=d lang=b>2</u><s data-f>3</s></p>"
        let whole = try Document(html)
        let part = try Document(html: Array(html.utf8)[...], attributes: selector.attributes)
        #expect(part.select(selector).map(\.text) == whole.select(selector).map(\.text))
        #expect(part.select(selector).map(\.name) == ["p", "i", "u"])
        #expect(part.select(selector).map { $0["title"] } == [nil, nil, "d"])
        #expect(selector.attributes == AttributeNames(["id", "title", "data-e"]))
        #expect(try Selector("xpath://p").attributes == .all)
        #expect(selector.attributes.union(.all) == .all)
    }
}
