import Extraction
import Foundation
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
        ("7", "expected a mapping"),
        ("language: tl\nlanguage: tm", "twice"), ("language: tl\nname: T", "expected a list of at least one source"),
        ("language: tl\nname: T\nsources: 7", "expected a list of mappings"),
    ])
    func `what is no manifest at all says so`(manifest: String, hint: String) throws {
        #expect(try faults(manifest).contains { $0.message.contains(hint) })
    }

    @Test(arguments: [
        (Array("".utf8), 1, "is empty, expected a mapping with language"), (Array("# No more.\n".utf8), 1, "is empty"),
        (Array("\n- a".utf8), 2, "is a list, expected a mapping"), (Array("\n\nword".utf8), 3, "is a single text"),
        (Array("language: tl\nname: T\0".utf8), 2, "has the character U+0000"),
        (Array("language: tl\n# \u{9B}".utf8), 2, "has the character U+009B"),
        (Array("language: tl\nname: ".utf8) + [0xE9, 0x0A], 2, "is no UTF-8 here"),
        ([0xFF, 0xFE, 0x61, 0x00], 1, "is no UTF-8 here"),
    ])
    func `what no manifest can be made of is shown at its line`(bytes: [UInt8], line: Int, hint: String) throws {
        let manifests = try Manifests(["tl": Manifests.plain])
        try Data(bytes).write(to: URL(fileURLWithPath: "\(manifests.path)/tl/provider.yaml"))
        let error = #expect(throws: ManifestFaults.self) {
            try manifests.catalogue(over: ScriptedFetcher(pages: [:]))
        }
        #expect(error?.faults.map(\.line) == [line])
        #expect(error?.faults.first?.message.hasPrefix(hint) == true, "\(error?.description ?? "")")
    }

    @Test func `a byte order mark before a manifest is none of it, and a fault is one line whatever it quotes`() throws
    {
        let manifests = try Manifests(["tl": "\u{FEFF}" + Manifests.plain])
        #expect(try manifests.catalogue(over: ScriptedFetcher(pages: [:])).languages.count == 1)
        let fault = try #require(try faults(Manifests.plain + "\n\"\\e[31m\\n\": 1").first)
        #expect(!fault.description.contains { $0 == "\u{1B}" || $0.isNewline })
    }

    @Test(arguments: [
        ("language: tl", "language: \(String(repeating: "a", count: 300))", "1 language", "64 at most"),
        ("name: Testish", "name: \"Test\\nish\"", "2 name", "expected one line"),
        ("license: CC0", "canary: [word, \"an\\nother\"]", "9 sources[0].canary[1]", "expected one line"),
        (
            "license: CC0", "pace: {requests_per_second: 1e-300}", "9 sources[0].pace.requests_per_second",
            "from 0.00001 to"
        ),
        ("sense: p}", "sense: \"xpath:\"}", "11 sources[0].extract.selectors.sense", "was expected behind “xpath:”"),
    ])
    func `what means nothing is refused where it stands`(old: String, new: String, place: String, hint: String) throws {
        let fault = try #require(try faults(Manifests.plain.replacing(old, with: new)).first)
        #expect("\(fault.line ?? 0) \(fault.key ?? "")" == place)
        #expect(fault.message.contains(hint), "\(fault)")
        #expect(fault.message.count < 200)
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
