import Lexicon
import Providers
import TestSupport
import Testing
import Web

/// What `providers try` tells of a page: where selectors are used, and what was passed over.
@Suite struct PageTrials {
    private func trial(_ page: String, of extract: String, beside: String = "") throws -> PageTrial {
        let manifest = """
            language: tl
            name: Testish
            sources:
              - id: site
                name: Site
                url: https://site.example/{word}
            \(beside)    extract:
            \(extract.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))
            """
        return try Manifests(["tl": manifest]).catalogue(over: ScriptedFetcher(pages: [:])).trial(
            of: Page(url: "https://site.example/cloud", body: Array(page.utf8)), word: "cloud", language: "tl",
            source: "site")
    }

    private static let site = """
        selectors:
          entry: article
          headword: h1
          sense: li
          definition: .text
          examples: "> q"
          labels: small
        """

    private func matches(_ trial: PageTrial) -> [String: Int] {
        Dictionary(trial.probes.map { (String($0.key.split(separator: ".").last ?? ""), $0.matches) }) { $1 }
    }

    @Test func `selectors are counted where they are used`() throws {
        let page = """
            <q>Not this.</q><article><h1>cloud</h1><ol><li><p class="text">A heap.</p><q>One.</q><div><q>Not this.</q></div></li>
            </ol><p>A note on it.</p></article>
            """
        let trial = try trial(page, of: Self.site)
        let matches = matches(trial)
        #expect(matches["entry"] == 1)
        #expect(matches["definition"] == 1)
        #expect(matches["examples"] == 1)
        #expect(matches["labels"] == 0)
        #expect(trial.unread == ["Not this.", "A note on it."])
        #expect(trial.culprit == nil)
    }

    @Test(arguments: [("article", "entry"), ("h1", "headword"), ("li", "sense")])
    func `the selector that changed is named`(element: String, key: String) throws {
        let page = "<article><h1>cloud</h1><ol><li><p class=text>A heap.</p></li></ol></article>"
        let changed = page.replacing("<\(element)>", with: "<x-\(element)>").replacing(
            "</\(element)>", with: "</x-\(element)>")
        #expect(try trial(changed, of: Self.site).culprit?.key == "sources[0].extract.selectors.\(key)")
    }

    @Test func `marks that held are named`() throws {
        let marks = "    not_found: [{selector: .none}, {says: No such word}]\n"
        #expect(try trial("<p>No such word.</p>", of: Self.site, beside: marks).marks == ["not_found[1]"])
    }

    private static let edition = """
        wiktionary:
          layout: ordered-list
          section: Testish
          parts_of_speech: {Noun: noun}
          skip_headings: [Translations]
          synonyms: {headings: [Same]}
        """

    @Test func `headings and texts that nobody knows are told`() throws {
        let page = """
            <h2 id="Testish">Testish</h2><h3>Noun</h3><p><b>cloud</b></p><ol><li>A heap.</li></ol><h4>Same</h4><ul><li>haze</li></ul>
            <h4>Opposites</h4><ul><li>clear sky</li></ul><h4>Translations</h4><ul><li>French: nuage</li></ul><h2 id="French">French</h2><p>Rien.</p>
            """
        let trial = try trial(page, of: Self.edition)
        #expect(trial.headings == ["Opposites"])
        #expect(trial.unread == ["clear sky"])
        #expect(trial.sections.isEmpty)
    }

    @Test func `the sections of a page are told where none is the manifest's`() throws {
        let page = "<h2 id=\"French\">French</h2><p>Rien.</p><h2 id=\"Greek\">Greek</h2>"
        #expect(try trial(page, of: Self.edition).sections == ["French", "Greek"])
    }
}
