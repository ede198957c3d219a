import Markup
import Testing

@Suite struct `A document` {
    @Test func `is walked in all directions`() throws {
        let page = try Document("<ul><li id=a>x<b>y</b>z</li><li id=b></li></ul>")
        let list = try #require(page.first(Selector("ul")))
        let item = try #require(list.firstChild)
        #expect(item.children.map(\.name) == ["", "b", ""])
        #expect(item.elements.map(\.name) == ["b"])
        #expect(list.descendants.map { $0.isText ? $0.text : $0.name } == ["li", "x", "b", "y", "z", "li"])
        #expect(item.nextElement?["id"] == "b")
        #expect(item.nextElement?.previousElement == item)
        #expect(item.firstChild?.nextSibling?.nextSibling?.previousSibling?.name == "b")
        #expect(item.firstChild?.isText == true && item.firstChild?.isElement == false)
        #expect(item.parent == list && page.root?.parent == nil)
        #expect(item.isDescendant(of: list) && !list.isDescendant(of: item) && !item.isDescendant(of: item))
        #expect(item.isElement("li") && !item.isElement("l") && !item.isElement("lis") && !item.isElement(""))
        #expect(Array(try #require(item.nextElement).descendants).isEmpty)
    }

    @Test func `has a text in one piece, however long and whatever is in it`() throws {
        let words = (0..<20_000).map { "w\($0)" }
        let page = try Document("<p>\(words.joined(separator: " &amp; "))</p><p>x&amp;</p>y&lt;")
        let paragraph = try #require(page.first(Selector("p")))
        #expect(Array(paragraph.children).count == 1)
        #expect(paragraph.text == words.joined(separator: " & "))
        #expect(paragraph.nextSibling?.text == "x&" && paragraph.nextSibling?.nextSibling?.text == "y<")
    }

    @Test func `has what stands behind its end`() throws {
        #expect(try Document("<p>a</p></body></html><p>b</p>").select(Selector("p")).map(\.text) == ["a", "b"])
    }

    @Test func `has its links both ways`() throws {
        let page = try Document("a<p id=1 class=b>c<br>d<i>e</i></p>f<p></p><ul><li>g<li>h</ul>")
        for node in try #require(page.root).descendants {
            #expect(node.parent.map { Array($0.children).contains(node) } == true)
            #expect(node.nextSibling.map { $0.previousSibling == node } ?? true)
            #expect(node.previousSibling.map { $0.nextSibling == node } ?? true)
        }
        #expect(try page.select(Selector("xpath://p/@*")).map { "\($0.name)=\($0.text)" } == ["id=1", "class=b"])
        #expect(try page.select(Selector("xpath://@*/..")).map(\.name) == ["p"])
    }

    @Test func `knows classes as whole words`() throws {
        let page = try Document("<p class=' a-b\n\tc '><p>")
        let paragraph = try #require(page.first(Selector("p")))
        #expect(paragraph.hasClass("a-b") && paragraph.hasClass("c"))
        #expect(
            !paragraph.hasClass("a") && !paragraph.hasClass("C") && !paragraph.hasClass("")
                && !paragraph.hasClass("a-b c"))
        #expect(paragraph.nextElement?.hasClass("c") == false)
    }

    @Test func `loses what is removed, whose nodes stay valid`() throws {
        let page = try Document("<p>a<i class=x>b<i class=x>c</i></i>d</p><p class=x>e</p>")
        let removed = try page.select(Selector(".x"))
        try page.remove(Selector(".x"))
        #expect(page.root?.text == "ad")
        #expect(try page.select(Selector(".x")).isEmpty)
        #expect(removed.map(\.text) == ["b", "c", "e"])
        #expect(removed.allSatisfy { $0.parent == nil })
        try page.remove(Selector("xpath://text()"))
        #expect(page.root?.outline == "html(body(p))")
        try page.remove(Selector("html"))
        #expect(page.root == nil)
        #expect(try page.select(Selector("p")).isEmpty)
    }

    @Test func `lives as long as a node of it`() throws {
        let node = try #require(try Document("<p id=a>x").first(Selector("p")))
        #expect(node.text == "x" && node.parent?.name == "body")
        let sequence = try #require(try Document("<p>a<p>b").first(Selector("body"))).children
        #expect(sequence.map(\.text) == ["a", "b"])
    }

    @Test func `is made of a part of a page too`() throws {
        let bytes = Array("<ul><li>a</li><li>b</li></ul>".utf8)
        #expect(try Document(html: bytes[4...12]).root?.outline == "html(body(li(“a”)))")
        #expect(try bytes.withUnsafeBytes { try Document(html: $0) }.root?.text == "a b")
        #expect(try Document(html: bytes[5...5]).root?.text == "i".replacing("i", with: "l"))
        #expect(try Document(html: bytes[5..<5]).root?.text ?? "" == "")
    }

    @Test func `has the characters that its bytes say`() throws {
        #expect(try Document(html: [0xEF, 0xBB, 0xBF] + Array("<p>é".utf8)).root?.outline == "html(body(p(“é”)))")
        #expect(try Document("<meta charset=iso-8859-5><p>é").root?.text == "é")
        #expect(try Document(html: Array("<p title='a".utf8) + [0xC3] + Array("'>x".utf8)).root?.text == "x")
    }
}
