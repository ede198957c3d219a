import Extraction
import Providers
import Testing

@Suite struct ManifestFaultTests {
    /// What is wrong with `manifest`, as a person reads it, without the folder's path.
    private func faults(_ manifest: String) throws -> [ManifestFault] {
        let manifests = try Manifests(["tl": manifest])
        let error = #expect(throws: ManifestFaults.self) {
            try manifests.catalogue(over: ScriptedFetcher(pages: [:]))
        }
        return error?.faults ?? []
    }

    @Test func `all faults are reported at once, each with file, line and key`() throws {
        let faults = try faults(
            """
            language: Testish!
            name: Testish
            colour: blue
            sources:
              - id: first
                name: First
                url: ftp://first.example/{word}
                word: [shout]
                pace: {requests_per_second: fast, concurrency: 0}
                extract:
                  selectors: {entry: "article[", headword: h1, sense: p, sence: q}
              - id: second
                url: https://second.example/
                extract: {telepathy: {}}
            """)
        let places = faults.map { "\($0.line ?? 0) \($0.key ?? "")" }
        #expect(
            places == [
                "1 language", "3 colour", "7 sources[0].url", "8 sources[0].word",
                "9 sources[0].pace.requests_per_second",
                "9 sources[0].pace.concurrency", "11 sources[0].extract.selectors.entry",
                "11 sources[0].extract.selectors.sence", "12 sources[1].name", "13 sources[1].url",
                "14 sources[1].extract.telepathy", "14 sources[1].extract",
            ])
        #expect(faults.allSatisfy { $0.file.hasSuffix("/tl/provider.yaml") })
    }

    @Test(arguments: [
        ("language: tl\nname: [", "is not YAML"), ("", "expected a mapping"), ("- a", "expected a mapping"),
        ("language: tl\nlanguage: tm", "twice"), ("language: tl\nname: T", "expected a list of at least one source"),
        ("language: tl\nname: T\nsources: 7", "expected a list of mappings"),
    ])
    func `what is no manifest at all says so`(manifest: String, hint: String) throws {
        #expect(try faults(manifest).contains { $0.message.contains(hint) })
    }

    @Test func `a wrong selector is named with its place`() throws {
        let fault = try #require(
            try faults(Manifests.plain.replacing("sense: p}", with: "sense: \"p >> q\"}")).first)
        #expect(fault.key == "sources[0].extract.selectors.sense")
        #expect(fault.message.contains("4"), "\(fault)")
    }

    @Test func `what is wrong with one of several values is shown at its own line`() throws {
        let faults = try faults(
            """
            language: tl
            name: Testish
            sources:
              - id: first
                name: First
                url: https://first.example/{word}
                headers:
                  Accept: text/html
                  Host: elsewhere.example
                extract:
                  selectors:
                    entry: article
                    sense: p
                    parts_of_speech:
                      n: noun
                      v: verbum
            """)
        #expect(
            faults.map { "\($0.line ?? 0) \($0.key ?? "")" } == [
                "9 sources[0].headers.Host", "16 sources[0].extract.selectors.parts_of_speech.v",
            ])
    }

    @Test(arguments: [
        "{layout: list, section: S, headword: b, parts_of_speech: {N: noun}}",
        "{section: S, captions: {senses: C}, parts_of_speech: {N: noun}}",
        "{layout: captioned-blocks, section: S, inflected_parts_of_speech: {N: noun}, parts_of_speech: {N: noun}}",
        "{layout: ordered-list, section: S, headword: b, labels: i}",
    ])
    func `one wrong key of an edition makes no other unknown`(settings: String) throws {
        let manifest = Manifests.plain.replacing(
            "attribution: Everybody\n    extract: {selectors: {entry: article, headword: h1, sense: p}}",
            with: "extract: {wiktionary: \(settings)}")
        let faults = try faults(manifest)
        #expect(faults.count == 1, "\(faults)")
    }

    @Test func `a key without a value is named once`() throws {
        let faults = try faults(Manifests.plain.replacing("license: CC0", with: "license:"))
        #expect(faults.map { "\($0.line ?? 0) \($0.key ?? "")" } == ["9 sources[0].license"])
    }

    @Test func `two sources of one id are a fault`() throws {
        #expect(try faults(Manifests.plain.replacing("second", with: "first")).map(\.key) == ["sources[1].id"])
    }

    @Test func `a language in two folders names both`() throws {
        let manifests = try Manifests(["one": Manifests.plain, "two": Manifests.plain])
        let error = #expect(throws: ManifestFaults.self) {
            try manifests.catalogue(over: ScriptedFetcher(pages: [:]))
        }
        let fault = try #require(error?.faults.first)
        #expect(fault.message.contains("/one") && fault.message.contains("/two"), "\(fault)")
    }

    @Test func `an empty folder and a missing one are named`() throws {
        #expect(throws: ManifestFaults.self) { try Manifests([:]).catalogue(over: ScriptedFetcher(pages: [:])) }
        let missing = Manifests(path: "/nowhere")
        let error = #expect(throws: ManifestFaults.self) { try missing.catalogue(over: ScriptedFetcher(pages: [:])) }
        #expect(error?.description.contains("/nowhere") == true)
    }
}

@Suite struct LoadedLanguages {
    @Test(arguments: ["tl", "TL", "Testish", "tst", "test"])
    func `a language is known by its code, its name and its aliases, in any case`(name: String) throws {
        #expect(try Manifests.plain(over: ScriptedFetcher(pages: [:])).code(of: name) == "tl")
    }

    @Test func `a language tells its sources with their credit`() throws {
        let language = try #require(try Manifests.plain(over: ScriptedFetcher(pages: [:])).languages.first)
        #expect(language.sources.map(\.id) == ["first", "second"])
        #expect(language.sources[0].url == "https://first.example/")
        #expect(language.sources[0].license == "CC0")
        #expect(language.sources[0].attribution == "Everybody")
    }
}
