import Markup
import Testing

@Suite struct `An element in a text` {
    private func text(_ html: String) throws -> String { try Document("<!DOCTYPE html><body>\(html)").root?.text ?? "" }

    @Test(arguments: [
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "legend",
        "li", "main",
        "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "ul",
    ])
    func `stands in a line of its own where it is a block`(name: String) throws {
        #expect(try text("a<\(name)>b</\(name)>c") == "a b c")
    }

    @Test(arguments: [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd",
        "label", "mark", "meter", "nobr", "output", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time",
        "tt", "u", "var", "h7", "divide", "x-p", "annotate",
    ])
    func `is a part of its line where it is none`(name: String) throws {
        #expect(try text("a<\(name)>b</\(name)>c") == "abc")
    }

    @Test(arguments: ["audio", "datalist", "iframe", "noembed", "noframes", "script", "style", "template", "video"])
    func `says nothing where it is not for readers`(name: String) throws {
        #expect(try text("a<\(name)>b</\(name)>c") == "ac")
    }

    @Test func `of a table stands apart from the next`() throws {
        #expect(
            try text("<table><caption>a<thead><tr><th>b<th>c<tfoot><tr><td>d<tbody><tr><td>e</table>f") == "a b c d e f"
        )
    }

    @Test(arguments: [
        ("a <span style='display:inline'>b</span>", "a b"), ("a <span style=';;DISPLAY:NONE'>b</span>", "a"),
        ("a <span style='color:none;display : none'>b</span>", "a"), ("a <span style='display:none-x'>b</span>", "a b"),
        ("a <span style='display'>b</span>", "a b"), ("a <span style='display:'>b</span>", "a b"),
        ("a <span style='background:display:none'>b</span>", "a b"), ("a <span HIDDEN=until-found>b</span>", "a"),
        ("a <span hide>b</span>", "a b"), ("a <span styles='display:none'>b</span>", "a b"),
        ("a <span title='hidden'>b</span>", "a b"), ("a <b><i hidden>b</i>c</b>", "a c"),
    ])
    func `is hidden by its own attributes alone`(html: String, expected: String) throws {
        #expect(try text(html) == expected)
    }
}
