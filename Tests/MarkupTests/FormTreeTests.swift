import Markup
import Testing

@Suite struct `The parts of a form` {
    @Test(arguments: [
        ("<form>1<form>2</form>3</form>4", "form(“12”) “34”"),
        ("<form><div>1</form>2</div>3", "form(div(“12”)) “3”"),
        ("<form><p>1</form>2", "form(p(“1”)) “2”"),
        ("<div><form>1</div>2<form>3", "div(form(“1”)) “23”"),
        ("<form>1</form><form>2</form>", "form(“1”) form(“2”)"),
    ])
    func `stand in one form at a time`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        (
            "<select><option>1<optgroup><option>2<optgroup><option>3</select>4",
            "select(option(“1”) optgroup(option(“2”)) optgroup(option(“3”))) “4”"
        ),
        ("<select><optgroup><option>1</optgroup>2</select>", "select(optgroup(option(“1”)) “2”)"),
        ("<option>1<option>2<p>3", "option(“1”) option(“2” p(“3”))"),
        ("<optgroup>1<option>2<optgroup>3", "optgroup(“1” option(“2”) optgroup(“3”))"),
        ("<select><option>1<hr><option>2</select>", "select(option(“1”) hr option(“2”))"),
        ("<select><div>1<option>2</div></select>3", "select(div(“1” option(“2”))) “3”"),
    ])
    func `are options up to the next option or group`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<select>1<select>2<option>3", "select(“1”) “2” option(“3”)"),
        ("<select><option>1<input>2", "select(option(“1”)) input “2”"),
    ])
    func `are no list in a list, and no field in one`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<button>1<button>2", "button(“1”) button(“2”)"),
        ("<button>1<div><button>2", "button(“1” div) button(“2”)"),
        ("<button>1<object><button>2", "button(“1” object(button(“2”)))"),
    ])
    func `are no button in a button`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<textarea>\n\n1<p>2</textarea>3", "textarea(“1<p>2”) “3”"),
        ("<textarea>1&amp;2</textarea>3", "textarea(“1&2”) “3”"),
        ("<p>1<textarea>2</p>3", "p(“1” textarea(“2</p>3”))"),
        ("<textarea>1</textareas>2</textarea>3", "textarea(“1</textareas>2”) “3”"),
    ])
    func `are fields that hold text and no tags`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }

    @Test(arguments: [
        ("<input>1</input>2", "input “12”"),
        ("<area>1<embed>2<img>3", "area “1” embed “2” img “3”"),
        ("<image>1", "img “1”"),
        ("<br/>1<wbr/>2", "br “1” wbr “2”"),
        ("<video><source><track>1</video>2", "video(source track “1”) “2”"),
        ("<object><param>1</object>2", "object(param “1”) “2”"),
    ])
    func `are fields without any content`(html: String, expected: String) throws {
        #expect(try Document.body(html) == expected)
    }
}
