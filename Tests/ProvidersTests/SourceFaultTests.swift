import Extraction
import Providers
import Testing

@Suite struct `A fault of a source` {
    /// What is said of a manifest in which one thing is otherwise.
    private func faults(_ old: String, _ new: String) throws -> [ManifestFault] {
        try #require(Manifests.plain.contains(old))
        let manifests = try Manifests(["tl": Manifests.plain.replacing(old, with: new, maxReplacements: 1)])
        let error = #expect(throws: ManifestFaults.self) {
            try manifests.catalogue(over: ScriptedFetcher(pages: [:]))
        }
        return error?.faults ?? []
    }

    private static let url = "url: https://first.example/{word}"
    private static let more = "license: CC0"

    @Test(arguments: [
        (url, "url: first.example/{word}", "url", "is no address: expected one like https://"),
        (url, "url: gopher://first.example/{word}", "url", "is not supported: expected http or https"),
        (url, "url: https://first.example/", "url", "has no {word}: expected it once"),
        (url, "url: https://first.example/{word}/{word}", "url", "has {word} 2 times"),
        (url, "url: https://{word}.example/{word}", "url", "has {word} in its host"),
        (url, "url: https://first.example/#{word}", "url", "behind a #"),
        (url, "url: https://first.example/{wort}/{word}", "url", "has a brace beside {word}"),
        (url, "url: https://me:secret@first.example/{word}", "url", "holds a user name"),
        (url, "url: https://first.example/ö/{word}", "url", "percent-encoded"),
        (url, "url:", "url", "missing, expected an address with {word} in it"),
        ("id: first", "id: First", "id", "found \"First\""), ("id: first", "id: [first]", "id", "expected a text"),
        ("- id: first\n    name", "- name", "id", "missing, expected a short name"),
        ("name: First", "name: ''", "name", "expected a text"),
        (
            "word: [lower-case]", "word: [lowercase]", "word",
            "\"lowercase\" is no transform, expected one of german-ascii"
        ),
        ("word: [lower-case]", "word: spaces-to", "word", "\"spaces-to\" is no transform"),
        (
            "word: [lower-case]", "variants: [[lower-case, umlauts]]", "variants[0]",
            "\"umlauts\" is no variant, expected one of other-cases"
        ),
        (more, "headers: {Host: x}", "headers.Host", "belongs to the connection"),
        (more, "headers: {X Y: x}", "headers.X Y", "expected letters, digits and hyphens"),
        (more, "headers: {X: \"a\\nb\"}", "headers.X", "holds a line break"),
        (more, "headers: x", "headers", "expected a mapping of texts"),
        (more, "redirect_hosts: [https://www.first.example]", "redirect_hosts", "is no host, expected a name alone"),
        (more, "pace: {requests_per_second: -1}", "pace.requests_per_second", "expected a number from 0.00001"),
        (more, "pace: {requests_per_second: inf}", "pace.requests_per_second", "expected a number from 0.00001"),
        (more, "pace: {concurrency: 1001}", "pace.concurrency", "expected a whole number from 1 to 1000"),
        (more, "pace: 1", "pace", "expected a mapping"),
        (
            more, "pace: {per_second: 1}", "pace.per_second",
            "unknown key, expected one of concurrency, requests_per_second"
        ),
        (more, "keep: {found: 1w}", "keep.found", "expected 0, or a whole number of s, m, h or d"),
        (more, "keep: {stale: 4000d}", "keep.stale", "such as 90m or 30d"),
        (more, "keep: {not_found: 1.5h}", "keep.not_found", "whole number"),
        (more, "keep: {blocked: 1h}", "keep.blocked", "unknown key, expected one of found, not_found, stale"),
        (more, "expect: {labels: 1.5}", "expect.labels", "expected a share of the answers, above 0 and at most 1"),
        (more, "expect: {senses: 0}", "expect.senses", "expected a number above 0"),
        (more, "expect: {definitions: 1}", "expect.definitions", "unknown key"),
        (more, "tried_on: trees", "tried_on", "expected one of real, composed, found \"trees\""),
        (more, "canary: {word: x}", "canary", "expected a text"),
        (more, "search: {url: \"https://x.example/{word}\"}", "search.links", "missing, expected a selector"),
        (more, "search: {links: a}", "search.url", "missing, expected an address"),
        (
            more, "search: {url: \"https://x.example/{word}\", links: a, word: shout}", "search.word",
            "\"shout\" is no transform"
        ),
        (more, "extra: 1", "extra", "unknown key, expected one of"),
    ])
    func `is told once, at the line and the key of what is wrong, with what was expected`(
        old: String, new: String, key: String, hint: String
    ) throws {
        let faults = try faults(old, new)
        #expect(faults.map(\.key) == ["sources[0].\(key)"], "\(faults)")
        let fault = try #require(faults.first)
        #expect(fault.message.contains(hint) && !fault.message.contains("\n"), "\(fault)")
        let line = try #require(fault.line)
        let lines = Manifests.plain.replacing(old, with: new, maxReplacements: 1).split(separator: "\n")
        let first = try #require(lines.firstIndex { $0.contains("- ") }) + 1
        #expect(line >= first && line < lines.count, "\(fault)")
    }

    @Test(arguments: [
        (
            "language: tl", "language: TL", "language",
            "expected a letter from a to z, then letters, digits and hyphens, 64 at most, found \"TL\""
        ),
        ("language: tl\n", "", "language", "missing, expected the code used in topics, such as fr"),
        ("name: Testish", "name: {en: Testish}", "name", "expected a text"),
        ("aliases: [tst, Test]", "aliases: [tst, [Test]]", "aliases[1]", "expected a text"),
        ("sources:", "source:", "source", "unknown key, expected one of aliases, language, name, sources"),
    ])
    func `of a language is told in the same way`(old: String, new: String, key: String, hint: String) throws {
        let faults = try faults(old, new)
        #expect(faults.contains { $0.key == key && $0.message.contains(hint) }, "\(faults)")
        #expect(faults.allSatisfy { $0.file.hasSuffix("/tl/provider.yaml") && !$0.description.contains("\n") })
    }
}

@Suite struct `A word on its way to a site` {
    @Test(arguments: [
        ("lower-case", "Grand Mot", "grand%20mot"), ("strip-accents", "Éléphant cœur", "Elephant%20coeur"),
        ("german-ascii", "Straße Öl", "Strasze%20Oel"), ("swap-first-letter-case", "mot", "Mot"),
        ("swap-first-letter-case", "Mot", "mot"), ("simplified-to-traditional", "云", "%E9%9B%B2"),
        ("traditional-to-simplified", "雲", "%E4%BA%91"), ("spaces-to _", "un mot dit", "un_mot_dit"),
        ("apostrophes-to -", "l'eau d'or", "l-eau%20d-or"), ("non-letters-to -", "¡l'eau, 3 fois!", "l-eau-fois"),
        ("lower-case, spaces-to -, strip-accents", "Été Indien", "ete-indien"),
        // One after the other: what the first makes is what the second gets.
        ("spaces-to ', apostrophes-to _", "a b", "a_b"),
    ])
    func `is written as the manifest says, step by step`(steps: String, word: String, path: String) async throws {
        let manifest = Manifests.plain.replacing(
            "word: [lower-case]",
            with: "word: [\(steps)]".replacing(" ',", with: " \"'\",").replacing(
                "spaces-to \"'\"", with: "\"spaces-to '\""))
        let fetcher = ScriptedFetcher(pages: [:])
        let catalogue = try Manifests(["tl": manifest]).catalogue(over: fetcher)
        _ = await catalogue.lookup(LookupQuery(word: word, language: "tl", sources: ["first"]))
        #expect(fetcher.urls == ["https://first.example/\(path)"])
    }
}
