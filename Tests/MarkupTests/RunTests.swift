import Markup
import Testing

@Suite struct RunsOfSiblings {
    private func runs(_ html: String, from start: String, to end: String? = nil) throws -> [String] {
        let document = try Document(html: Array(html.utf8))
        return try document.wrapRuns(startingAt: Selector(start), endingAt: end.map { try Selector($0) }).map(\.text)
    }

    @Test func `a run goes on to the next that begins one, or to a heading as high`() throws {
        let page = "<p>x</p><h3>a</h3>1<p>2</p><h4>3</h4><h3>b</h3><p>4</p><h2>c</h2><p>5</p>"
        #expect(try runs(page, from: "h3") == ["a 1 2 3", "b 4"])
        #expect(try runs(page, from: "h3", to: "h4") == ["a 1 2", "b 4 c 5"])
    }

    @Test func `runs may stand in runs`() throws {
        let document = try Document(
            html: Array("<dl><dt>1</dt><dd>a<dl><dt>i</dt><dd>b</dd></dl></dd><dt>2</dt></dl>".utf8))
        let runs = try document.wrapRuns(startingAt: Selector("dt"), endingAt: nil)
        #expect(runs.map(\.text) == ["1 a i b", "i b", "2"])
        #expect(runs[1].isDescendant(of: runs[0]))
        #expect(try document.select(Selector("xpath:.//dt")).map(\.text) == ["1", "i", "2"])
    }

    @Test func `a cell that spans rows and columns stands in each of them`() throws {
        let table = """
            <table><tr><td rowspan=3>a</td><td>b</td><td>c</td></tr><tr><td colspan=2>d<b>e</b></td></tr>
            <tr><td>f</td><td><table><tr><td>g</td></tr></table></td></tr><tr><td>h</td></tr></table>
            """
        let document = try Document(html: Array(table.utf8))
        let tables = try document.select(Selector("table"))
        document.repeatSpanningCells(of: Array(tables.prefix(1)))
        let rows = try document.select(Selector("table > tbody > tr")).map { row in row.elements.map(\.text) }
        #expect(rows == [["a", "b", "c"], ["a", "de", "de"], ["a", "f", "g"], ["g"], ["h"]])
    }

    @Test func `spans without an end make no page without an end`() throws {
        let cells = String(repeating: "<td rowspan=99999 colspan=99999>x</td>", count: 50)
        let rows = String(repeating: "<tr>\(cells)</tr>", count: 50)
        let document = try Document(html: Array("<table>\(rows)</table>".utf8))
        document.repeatSpanningCells(of: try document.select(Selector("table")))
        #expect(try document.select(Selector("td")).count < 30_000)
    }

    @Test func `the scope is selected where a selector means it`() throws {
        let document = try Document(html: Array("<ul><li class=a>x<ul><li>y</li></ul></li></ul>".utf8))
        let item = try #require(document.first(Selector(".a")))
        #expect(try item.select(Selector(":scope")) == [item])
        #expect(try item.select(Selector(":scope:not(.b)")) == [item])
        #expect(try item.select(Selector(":scope.b")).isEmpty)
        #expect(try item.select(Selector(":scope li")).map(\.text) == ["y"])
        #expect(try item.select(Selector("li")).map(\.text) == ["y"])
    }
}
