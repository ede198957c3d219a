import Foundation
import Lexicon
import TestSupport
import Testing

/// A language is a manifest: the one that providers/README.md adds as an example reads its pages.
@Suite struct AddedLanguages {
    private func judge(_ page: String, word: String = "nuvola") throws -> LookupReply {
        try Manifests(["it": try Guide.italian()]).catalogue(over: ScriptedFetcher(pages: [:])).judge(
            body: Array(page.utf8), word: word, language: "it", source: "wiktionary")
    }

    private static func heading(_ level: Int, _ title: String) -> String {
        """
        <div class="mw-heading mw-heading\(level)"><h\(level) id="\(title)">\(title)</h\(level)><span \
        class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="#">modifica</a><span \
        class="mw-editsection-bracket">]</span></span></div>
        """
    }

    private static let latin = """
        \(heading(2, "Latino"))\(heading(3, "Sostantivo"))<p><b>nubila</b> <i>n plur</i></p>
        <ol><li>nuvole, cielo coperto</li></ol>\(heading(3, "Sinonimi"))<ul><li>nubes</li></ul>
        """

    private static let italian = """
        \(heading(2, "Italiano"))\(heading(3, "Sostantivo"))
        <p><b>nuvola</b> <span class="linkFl"><i>f sing</i></span> (<small>pl.:</small> <b>nuvole</b>)</p>
        <ol><li><small>(<i>meteorologia</i>)</small> massa di <a href="#">goccioline</a> sospese in alto
        <ul><li><i>una <b>nuvola</b> scura copre il monte</i></li><li><i>si è alzata la nebbia</i> - dal mio diario</li>
        </ul></li>
        <li><small>(<i>per estensione</i>)</small> <small>(<i>letterario</i>)</small> ciò che ne ha la forma:
        <ol><li>polvere o fumo che sale</li><li>sciame fitto</li></ol></li>
        <li><small>definizione mancante; se vuoi, <a href="#">aggiungila</a> tu</small></li></ol>
        \(heading(3, "Sillabazione"))<dl><dd>nù | vo | la</dd></dl>
        \(heading(3, "Pronuncia"))<p>IPA: <span class="IPA">/ˈnuvola/</span></p>
        \(heading(3, "Etimologia / Derivazione"))<p>dal latino</p>
        \(heading(3, "Sinonimi"))<ul><li><small>(<i>meteorologia</i>)</small> <a href="#">nube</a>, nembo</li>
        <li><small>(<i>per estensione</i>)</small> nugolo</li></ul>
        \(heading(3, "Contrari"))<ul><li>sereno</li></ul>
        \(heading(3, "Parole derivate"))<ul><li>nuvoloso</li></ul>
        """

    private static func page(_ sections: String...) -> String {
        "<html><body><h1>nuvola</h1><div class=\"mw-parser-output\">\(sections.joined())</div></body></html>"
    }

    @Test func `a manifest alone adds Italian`() throws {
        let reply = try judge(Self.page(Self.latin, Self.italian, Self.heading(2, "Note / Riferimenti")))
        #expect(reply.outcome == .found)
        #expect(
            reply.entries == [
                Entry(
                    headword: "nuvola", partOfSpeech: .noun, partOfSpeechLabel: "Sostantivo",
                    pronunciations: [Pronunciation(text: "ˈnuvola")],
                    senses: [
                        Sense(
                            definition: "massa di goccioline sospese in alto", labels: ["meteorologia"],
                            examples: ["una nuvola scura copre il monte", "si è alzata la nebbia"]),
                        Sense(
                            definition: "ciò che ne ha la forma:", labels: ["per estensione", "letterario"],
                            senses: [Sense(definition: "polvere o fumo che sale"), Sense(definition: "sciame fitto")]),
                    ], synonyms: ["nube", "nembo", "nugolo"], antonyms: ["sereno"])
            ])
    }

    @Test func `a page without a section of Italian is not found`() throws {
        #expect(try judge(Self.page(Self.latin)).outcome == .notFound)
    }

    @Test func `a section of Italian that nothing can be read off has changed its mark-up`() throws {
        let page = Self.italian.replacing("<ol>", with: "<div>").replacing("</ol>", with: "</div>")
        #expect(try judge(Self.page(page)).outcome == .markupChanged)
    }
}

/// Each extractor has an example in providers/README.md: settings, a page, and the definition that they make.
@Suite struct ExtractorExamples {
    @Test(arguments: [("wiktionary", "html"), ("selectors", "html"), ("json", "json")])
    func `settings and page make the definition that stands under them`(name: String, kind: String) throws {
        try Self.verify(try Guide.chapter("### `\(name)`"), kind)
    }

    @Test(arguments: try Guide.shapes())
    func `settings and page of every shape make the definition that stands under them`(chapter: String) throws {
        try Self.verify(chapter, chapter.contains("\n```json\n") ? "json" : "html")
    }

    private static func verify(_ chapter: String, _ kind: String) throws {
        let settings = try #require(Guide.blocks("yaml", in: chapter).first)
        let page = try #require(Guide.blocks(kind, in: chapter).first)
        let definition = try #require(Guide.blocks("text", in: chapter).first)
        let manifest = """
            language: tl
            name: Testish
            sources:
              - id: site
                name: Site
                url: https://site.example/{word}
            \(settings.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            """
        let reply = try Manifests(["tl": manifest]).catalogue(over: ScriptedFetcher(pages: [:])).judge(
            body: Array(page.utf8), word: "cloud", language: "tl", source: "site")
        #expect(reply.definition == definition, "\(reply.error ?? "") \(chapter.prefix(60))")
    }
}

/// What providers/README.md says in blocks of code.
enum Guide {
    /// The manifest that the guide adds.
    static func italian() throws -> String {
        try #require(try blocks("yaml").first { $0.contains("language: it") })
    }

    /// The chapters that show a shape of page each.
    static func shapes() throws -> [String] {
        let text = try text()
        let start = try #require(text.firstRange(of: "\n## Which of these")).upperBound
        let end = try #require(text[start...].firstRange(of: "\n## ")).lowerBound
        return text[start..<end].components(separatedBy: "\n### ").dropFirst().map { "\n\($0)" }
    }

    static func text() throws -> String {
        try String(contentsOfFile: "\(Repository.providers)/README.md", encoding: .utf8)
    }

    static func blocks(_ language: String, in text: String? = nil) throws -> [String] {
        let pieces = (try text ?? Self.text()).components(separatedBy: "\n```\(language)\n").dropFirst()
        return pieces.compactMap { piece in piece.firstRange(of: "\n```").map { String(piece[..<$0.lowerBound]) } }
    }

    /// From a heading to the next one of the same rank or a higher one.
    static func chapter(_ heading: String) throws -> String {
        let text = try text()
        let start = try #require(text.firstRange(of: "\n\(heading)")).upperBound
        let end = ["\n### ", "\n## "].compactMap { text[start...].firstRange(of: $0)?.lowerBound }.min()
        return String(text[start..<(end ?? text.endIndex)])
    }
}
