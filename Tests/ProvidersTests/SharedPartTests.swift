import Lexicon
import Providers
import TestSupport
import Testing

@Suite struct SharedParts {
    private static let part = """
        id: wiki
        name: Wiki
        url: https://wiki.example/{word}
        license: CC0
        extract:
          selectors:
            entry: article
            headword: h1
            part_of_speech: b
            parts_of_speech: {n: noun}
            sense: p
        """

    private static func manifest(_ source: String) -> String {
        "language: tl\nname: Testish\nsources:\n\(source.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))\n"
    }

    private func catalogue(_ source: String, parts: [String: String] = ["wiki": part]) throws -> Catalogue {
        try Manifests(["tl": Self.manifest(source)], parts: parts).catalogue(over: ScriptedFetcher(pages: [:]))
    }

    private func faults(_ source: String, parts: [String: String] = ["wiki": part]) -> [String] {
        do {
            _ = try catalogue(source, parts: parts)
            return []
        } catch {
            return "\(error)".split(separator: "\n").map { String($0.drop { $0 != "_" && $0 != "p" }) }
        }
    }

    @Test func `what a manifest says is on top of what it uses, and mappings add up`() throws {
        let source = """
            - use: wiki
              name: Other
              license: CC1
              extract: {selectors: {parts_of_speech: {v: verb}, sense: q}}
            """
        let catalogue = try catalogue(source)
        let credit = try #require(catalogue.languages.first?.sources.first)
        #expect(credit.id == "wiki")
        #expect(credit.name == "Other")
        #expect(credit.license == "CC1")
        let page =
            "<article><h1>cloud</h1><b>n</b><p>No.</p><q>A heap.</q></article><article><h1>cloud</h1><b>v</b><q>To dim.</q></article>"
        let reply = try catalogue.judge(body: Array(page.utf8), word: "cloud", language: "tl", source: "wiki")
        #expect(reply.entries.map(\.partOfSpeech) == [.noun, .verb])
        #expect(reply.entries.map { $0.senses.map(\.definition) } == [["A heap."], ["To dim."]])
    }

    @Test func `a part may use another, and the settings of an extractor a part of their own`() throws {
        let parts = [
            "wiki": Self.part, "better": "use: wiki\nname: Better",
            "site": "entry: article\nsense: p",
        ]
        #expect(try catalogue("- use: better", parts: parts).languages.first?.sources.map(\.name) == ["Better"])
        let source =
            "- id: a\n  name: A\n  url: https://a.example/{word}\n  extract: {selectors: {use: site, sense: q}}"
        #expect(throws: Never.self) { try catalogue(source, parts: parts) }
    }

    @Test func `faults name the file that they are in`() {
        let wrong = Self.part.replacing("sense: p", with: "sence: p").replacing("n: noun", with: "n: nown")
        let found = faults("- use: wiki\n  colour: blue\n  extract: {selectors: {head: \">\"}}", parts: ["wiki": wrong])
        #expect(found.contains { $0.contains("provider.yaml:5: sources[0].colour: unknown key") }, "\(found)")
        #expect(
            found.contains { $0.contains("_shared/wiki.yaml:11: sources[0].extract.selectors.sence: unknown key") },
            "\(found)")
        #expect(found.contains { $0.contains("_shared/wiki.yaml:10: ") && $0.contains("nown") }, "\(found)")
        #expect(found.contains { $0.contains("provider.yaml:6: sources[0].extract.selectors.head") }, "\(found)")
    }

    @Test func `a part that is not there, no part at all, and parts in a circle are told`() {
        #expect(
            faults("- use: wikis").contains { $0.contains("provider.yaml:4: sources[0].use: there is no such part") })
        #expect(faults("- use: ../x").contains { $0.contains("expected the name of a file") })
        #expect(faults("- use: a", parts: ["a": "use: b", "b": "use: a"]).contains { $0.contains("without an end") })
        #expect(
            faults("- use: a", parts: ["a": "[x"]).contains { $0.contains("_shared/a.yaml") && $0.contains("YAML") })
        #expect(faults("- use: a", parts: ["a": "text"]).contains { $0.contains("_shared/a.yaml:1: is a single text") })
    }
}
