import Foundation
import Markup
import Testing

@Suite struct `A reference by number` {
    private func text(_ html: String) throws -> String { try Document("<p>x\(html)x").root?.text ?? "" }

    @Test(arguments: 0x80...0x9F)
    func `between the two halves of Latin means the sign that windows-1252 has there`(number: Int) throws {
        let sign = String(bytes: [UInt8(number)], encoding: .windowsCP1252) ?? "\(Unicode.Scalar(UInt8(number)))"
        // A reader sees the next line, U+0085, as a space; windows-1252 has an ellipsis there.
        #expect(try text("&#\(number);") == "x\(sign)x")
        #expect(try text("&#x\(String(number, radix: 16, uppercase: true))") == "x\(sign)x")
    }

    @Test(arguments: [
        (1, "\u{1}"), (0x7F, "\u{7F}"), (0xA1, "¡"), (0x7FF, "\u{7FF}"), (0x800, "\u{800}"), (0xD7FF, "\u{D7FF}"),
        (0xE000, "\u{E000}"), (0xFFFF, "\u{FFFF}"), (0x10000, "\u{10000}"), (0x10FFFF, "\u{10FFFF}"),
        (0, "\u{FFFD}"), (0xD800, "\u{FFFD}"), (0xDFFF, "\u{FFFD}"), (0x110000, "\u{FFFD}"), (Int.max, "\u{FFFD}"),
    ])
    func `is that character, and a sign for a lost one where there is none`(number: Int, sign: String) throws {
        #expect(try text("&#\(number);") == "x\(sign)x")
        #expect(try text("&#x\(String(number, radix: 16));") == "x\(sign)x")
        #expect(try text("&#000000\(number);") == "x\(sign)x")
        let title = try Document("<p title=\"x&#\(number);x\">").first(Selector("p"))?["title"]
        #expect(title == "x\(sign)x")
    }

    @Test(arguments: [
        ("&#65a", "Aa"), ("&#x41g", "Ag"), ("&#65;;", "A;"), ("&#65&#66", "AB"), ("&#x", "&#x"), ("&#;", "&#;"),
        ("&#-65;", "&#-65;"), ("&# 65;", "&# 65;"), ("&#6 5;", "\u{6} 5;"), ("&##65;", "&##65;"), ("&&#65;", "&A"),
    ])
    func `ends with its last digit`(html: String, expected: String) throws {
        let page = try Document("<p title=\"\(html)\">\(html)</p>")
        #expect(page.root?.text == expected)
        #expect(try page.first(Selector("p"))?["title"] == expected)
    }

    @Test(arguments: ["&am", "&amp", "&#6", "&#x4", "&#", "&", "&notin", "&bogu"])
    func `may be cut off with the page, anywhere`(end: String) throws {
        let whole = ["&amp": "&", "&#6": "\u{6}", "&#x4": "\u{4}", "&notin": "¬in"][end] ?? end
        #expect(try Document("<p>x\(end)").root?.text == "x\(whole)")
        #expect(try Document("<textarea>x\(end)").first(Selector("textarea"))?.text == "x\(whole)")
    }
}
