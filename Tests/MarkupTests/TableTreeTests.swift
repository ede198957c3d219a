import Markup
import Testing

@Suite struct `A table` {
    @Test(arguments: [
        ("<table><tr>1<td>2</table>", "“1” table(tbody(tr(td(“2”))))"),
        ("<table><p>1<tr><td>2</table>", "p(“1”) table(tbody(tr(td(“2”))))"),
        ("<table><p>1<td>2<p>3</table>4", "p(“1”) table(tbody(tr(td(“2” p(“3”))))) “4”"),
        ("<table><b>1<i>2<tr><td>3</table>4", "b(“1” i(“2”)) table(tbody(tr(td(“3”)))) b(i(“4”))"),
        ("<table><div>1<tr>2<td>3", "div(“1”) “2” table(tbody(tr(td(“3”))))"),
        ("<table><a>1<a>2<tr><td>3", "a(“1”) a(“2”) table(tbody(tr(td(“3”))))"),
        ("<table></p><td>1</table>", "p table(tbody(tr(td(“1”))))"),
        ("<table><br><td>1</table>", "br table(tbody(tr(td(“1”))))"),
        ("<table><ul><li>1</ul><td>2</table>", "ul(li(“1”)) table(tbody(tr(td(“2”))))"),
        ("<table><tr><td>1</tr>2<td>3</table>", "“2” table(tbody(tr(td(“1”)) tr(td(“3”))))"),
        ("<table><svg><text>1</text></svg><td>2</table>", "svg(text(“1”)) table(tbody(tr(td(“2”))))"),
        ("<div><table>1</table>2</div>", "div(“1” table “2”)"),
    ])
    func `has in front of it what cannot stand between its parts`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<table><style>1</style><tr><td>2</table>", "table(style tbody(tr(td(“2”))))"),
        ("<table><script>1</script><tr><td>2</table>", "table(script tbody(tr(td(“2”))))"),
        ("<table><input type=HIDDEN>1</table>", "“1” table(input)"),
        ("<table><input>1</table>", "input “1” table"),
        ("<table><form>1<tr><td>2</form>3</table>", "“1” table(form tbody(tr(td(“23”))))"),
        ("<table><template><td>1</template><td>2</table>", "table(template tbody(tr(td(“2”))))"),
    ])
    func `keeps scripts, style sheets, hidden fields and the mark of a form`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<table><td>1<th>2</table>", "table(tbody(tr(td(“1”) th(“2”))))"),
        ("<table><tbody><tr><td>1</tbody><tfoot><td>2</table>", "table(tbody(tr(td(“1”))) tfoot(tr(td(“2”))))"),
        ("<table><thead><th>1<tbody><td>2</table>", "table(thead(tr(th(“1”))) tbody(tr(td(“2”))))"),
        ("<table><tr><td>1<tbody><td>2</table>", "table(tbody(tr(td(“1”))) tbody(tr(td(“2”))))"),
        ("<table><tr><td>1<tr><td>2</table>", "table(tbody(tr(td(“1”)) tr(td(“2”))))"),
        ("<table><thead>1</thead></table>", "“1” table(thead)"),
    ])
    func `has the bodies and rows that its cells imply`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<table><caption>1<caption>2<tr><td>3</table>", "table(caption(“1”) caption(“2”) tbody(tr(td(“3”))))"),
        ("<table><caption>1</table>2", "table(caption(“1”)) “2”"),
        ("<table><caption>1</td>2</caption></table>", "table(caption(“12”))"),
        ("<table><col><col><tr><td>1</table>", "table(colgroup(col col) tbody(tr(td(“1”))))"),
        ("<table><colgroup>1<col></table>", "“1” table(colgroup colgroup(col))"),
        ("<table><colgroup><col></colgroup>1<tr><td>2</table>", "“1” table(colgroup(col) tbody(tr(td(“2”))))"),
        ("<table><colgroup> <col></col></table>", "table(colgroup(col))"),
        ("<table><caption>1<col><td>2</table>", "table(caption(“1”) colgroup(col) tbody(tr(td(“2”))))"),
    ])
    func `has captions and columns before its rows`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<table><td>1<p>2<tr><td>3</table>", "table(tbody(tr(td(“1” p(“2”))) tr(td(“3”))))"),
        ("<table><tr><td>1</caption>2</table>", "table(tbody(tr(td(“12”))))"),
        ("<table><tr></td>1<td>2</table>", "“1” table(tbody(tr(td(“2”))))"),
        ("<table><tr><th>1</td>2</th>3</table>", "“3” table(tbody(tr(th(“12”))))"),
        ("<div><table><td>1</div>2</table>3", "div(table(tbody(tr(td(“12”)))) “3”)"),
        ("<table><tr><td><ul><li>1</td></tr></table>2", "table(tbody(tr(td(ul(li(“1”)))))) “2”"),
        ("<table><td>1</tbody></table>2", "table(tbody(tr(td(“1”)))) “2”"),
        ("<table><td>1</body>2</table>", "table(tbody(tr(td(“12”))))"),
    ])
    func `ends a cell with the parts around it, and with no other's end tag`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        (
            "<table><tr><td>1<table><tr><td>2</table>3</table>4",
            "table(tbody(tr(td(“1” table(tbody(tr(td(“2”)))) “3”)))) “4”"
        ),
        ("<table><td>1<table>2</table>3</table>", "table(tbody(tr(td(“12” table “3”))))"),
        ("<table><table><td>1</table>", "table table(tbody(tr(td(“1”))))"),
        ("<table><tr><table><td>1</table>2", "table(tbody(tr)) table(tbody(tr(td(“1”)))) “2”"),
    ])
    func `is whole within a cell, and ends another that it stands right in`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<tr><td>1</td></tr>2", "“12”"),
        ("<caption>1<tbody>2<td>3", "“123”"),
        ("<div><td>1</div>2", "div(“1”) “2”"),
        ("<col>1<frame>2<head>3", "“123”"),
    ])
    func `has no part outside of one`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }
}
