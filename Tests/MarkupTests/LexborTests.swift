import Foundation
import Markup
import TestSupport
import Testing

/// The same bytes are read by lexbor, which follows the standard, and the trees compared: of the recorded pages, of
/// pages that were broken by chance, and of noise made of tags. `DICO_TEST_PAGES` names a folder of more pages.
@Suite struct `A tree is the one that lexbor makes` {
    @Test func `of recorded pages, whole and broken`() async throws {
        let folders =
            [Repository.fixtures] + [ProcessInfo.processInfo.environment["DICO_TEST_PAGES"]].compactMap(\.self)
        let pages = try folders.flatMap(pages(in:))
        #expect(pages.count > 20)
        var random = SplitMix(state: 11)
        let broken = pages.map { Self.broken($0, &random) }
        let printed = try await differences(of: pages + broken)
        #expect(printed == "")
    }

    @Test func `of noise made of tags`() async throws {
        var random = SplitMix(state: 5)
        let printed = try await differences(of: (0..<400).map { _ in Self.noise(&random) })
        #expect(printed == "")
    }

    /// What the comparison prints where trees differ.
    private func differences(of pages: [[UInt8]]) async throws -> String {
        let folder = try temporaryDirectory()
        for (number, page) in pages.enumerated() {
            let file = folder.appending(path: String(number))
            try Data(page).write(to: file)
            try Data(try tree(of: page).utf8).write(to: file.appendingPathExtension("tree"))
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "lexbor_trees.py")
        let ended = try await DicoProcess.run(script.path, folder.path, program: .python)
        return ended.code == 0 ? "" : ended.output + ended.errors
    }

    private func pages(in folder: String) throws -> [[UInt8]] {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try files.filter { $0.hasSuffix(".html") }.sorted().map {
            Array(try Data(contentsOf: URL(filePath: folder).appending(path: $0)))
        }
    }

    // MARK: Trees as text

    private func tree(of page: [UInt8]) throws -> String {
        guard let root = try Document(html: page).root else { return "" }
        var lines: [String] = []
        try write(root, depth: 0, to: &lines)
        return lines.joined(separator: "\n")
    }

    private func write(_ element: Node, depth: Int, to lines: inout [String]) throws {
        let classes = element.classes.joined(separator: " ")
        try line(depth, "E", "\(element.name) .\(classes) #\(element["id"] ?? "")", to: &lines)
        // Those of a drawing may have elements inside; nobody reads them.
        if ["script", "style"].contains(element.name) { return }
        var text = ""
        for child in element.children {
            if child.isText {
                text += child.text
            } else {
                try line(depth + 1, "T", text, to: &lines)
                text = ""
                try write(child, depth: depth + 1, to: &lines)
            }
        }
        try line(depth + 1, "T", text, to: &lines)
    }

    private struct Line: Encodable {
        let depth: Int
        let kind: String
        let text: String

        func encode(to encoder: any Encoder) throws {
            var values = encoder.unkeyedContainer()
            try values.encode(depth)
            try values.encode(kind)
            try values.encode(text)
        }
    }

    private func line(_ depth: Int, _ kind: String, _ text: String, to lines: inout [String]) throws {
        let text =
            kind == "T"
            ? String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace })) : text
        if kind == "T", text.isEmpty { return }
        let encoded = try JSONEncoder().encode(Line(depth: depth, kind: kind, text: text))
        lines.append(String(decoding: encoded, as: UTF8.self))
    }

    // MARK: Pages by chance

    /// Some tags left out, doubled or cut, and sometimes the end lost.
    private static func broken(_ page: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var result: [UInt8] = []
        var rest = page[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "<")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: ">"))
        {
            result += rest[..<open]
            let tag = rest[open...close]
            switch Int.random(in: 0..<300, using: &random) {
            case 0, 1, 2: break
            case 3: result += tag + tag
            // In the middle of a letter's bytes the tag's name would be no text any more.
            case 4:
                result +=
                    tag.allSatisfy({ $0 < 0x80 }) && rest[close...].dropFirst().first.map { $0 < 0x80 } == true
                    ? tag.dropLast() : tag
            default: result += tag
            }
            rest = rest[(close + 1)...]
        }
        result += rest
        guard Int.random(in: 0..<3, using: &random) == 0 else { return result }
        return Array(result.prefix(Int.random(in: 0...result.count, using: &random)).prefix { _ in true })
    }

    private static let names = """
        a b i font p div span ul ol li dl dt dd table tr td th tbody thead caption colgroup col h1 h2 form button select \
        option optgroup input br hr img svg math mi mtext annotation-xml desc title foreignobject mglyph nobr pre style \
        script template ruby rt rp section article object noscript head body html address x-y o:p center xmp iframe code \
        em strong
        """.split(separator: " ")
    private static let pieces = [
        "x", "y z", " ", "&amp;", "&nGt;", "&copy", "&#146;", "&notit;", "<!-- c -->", "<![if x]>", "<!DOCTYPE html>",
        "</>", "<?php x>", "</ x>", "<![CDATA[q]]>", "\n", "<", "&", "&#x110000;",
    ]
    private static let attributes = [
        "", "", "", " class=x", " type=hidden", " id='b'", " color=red", " encoding=text/html",
    ]

    private static func noise(_ random: inout SplitMix) -> [UInt8] {
        var page = Int.random(in: 0..<5, using: &random) > 0 ? "<!DOCTYPE html>" : ""
        if Bool.random(using: &random) { page += "<body>" }
        let some = names.shuffled(using: &random).prefix(Int.random(in: 3...12, using: &random))
        for _ in 0..<Int.random(in: 2...25, using: &random) {
            let name = some.randomElement(using: &random) ?? "p"
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<9:
                let attribute = attributes.randomElement(using: &random) ?? ""
                page += "<\(name)\(attribute)\(Int.random(in: 0..<4, using: &random) == 0 ? "/" : "")>"
            case 9..<15: page += "</\(name)>"
            default: page += pieces.randomElement(using: &random) ?? ""
            }
        }
        return Array(page.utf8)
    }
}
