import Extraction
import Lexicon
import Testing

@Suite struct `Settings of JSON` {
    private func entries(_ settings: String, _ body: String) throws -> [Entry] {
        let rules = "extract: {json: {entries: words, senses: senses, \(settings)}}"
        return try PageRules(yaml: rules).judge(body, word: "mot").entries
    }

    private func word(_ senses: String, _ more: String = "") -> String {
        #"{"words": [{"senses": [\#(senses)]\#(more)}]}"#
    }

    @Test func `try paths in order, and take the first that leads to a text`() throws {
        let body = word(
            #"{"def": "", "gloss": "A."}, {"def": ["B.", "C."], "gloss": "no"}, {"text": "none"}, {"def": null}"#)
        #expect(try entries("definition: [def, gloss]", body).flatMap(\.senses).map(\.definition) == ["A.", "B."])
    }

    @Test func `join texts, read HTML in them, and edit them`() throws {
        let body = word(##"{"t": ["<p>A <i>x</i></p><div>no</div>", "<p>B;</p>"]}, {"t": "<p>see <b>c</b></p>"}"##)
        let settings = "definition: {path: t, join: \"; \", select: p, strip: i}"
        #expect(try entries(settings, body).flatMap(\.senses).map(\.definition) == ["A; B;", "see c"])
        let edited = word(#"{"t": "1) a thing~ 2) `another"}"#)
        #expect(
            try entries(
                "definition: {path: t, take: \"[a-z]+ ?[a-z~]*\", replace: {thing: deed}}, strip: [\"`~\"]", edited
            )
            .flatMap(\.senses).map(\.definition) == ["a deed"])
    }

    @Test func `nest senses, and make none of what says nothing`() throws {
        let body = word(
            #"{"t": "A.", "in": [{"t": "B.", "in": {"t": "C."}}, {"t": "—"}]}, {"t": "-", "in": [{"t": "D."}]}, {"in": [{}]}"#
        )
        #expect(
            try entries("sub_senses: in, definition: t", body).flatMap(\.senses) == [
                Sense(definition: "A.", senses: [Sense(definition: "B.", senses: [Sense(definition: "C.")])]),
                Sense(definition: "-", senses: [Sense(definition: "D.")]),
            ])
    }

    @Test func `have a part of speech hold until the next, where the manifest says so`() throws {
        let body = word(
            #"{"k": "n", "t": "A."}, {"t": "B."}, {"k": "v", "t": "C."}, {"t": "D."}, {"k": "N", "t": "E."}"#)
        let settings = "definition: t, part_of_speech: k, parts_of_speech: {n: noun, v: verb}"
        func kinds(_ settings: String) throws -> [[String]] {
            try entries(settings, body).map { [$0.partOfSpeech?.rawValue ?? ""] + $0.senses.map(\.definition) }
        }
        #expect(try kinds(settings) == [["noun", "A.", "E."], ["", "B.", "D."], ["verb", "C."]])
        #expect(
            try kinds(settings + ", part_of_speech_holds: true") == [
                ["noun", "A.", "B.", "E."], ["verb", "C.", "D."],
            ])
    }

    @Test func `read what stands around an entry, the nearest first`() throws {
        let body = """
            {"title": "mot", "ipa": "/a/", "words": [{"senses": {"t": "A."}},
            {"title": "mots", "ipa": ["[b]", "/c/ or /b/"], "senses": {"t": "B."}}]}
            """
        let found = try entries("definition: t, headword: title, pronunciations: [{path: ipa}]", body)
        #expect(found.map(\.headword) == ["mot", "mots"])
        #expect(found.map { $0.pronunciations.map(\.text) } == [["a"], ["b", "c"]])
        #expect(try entries("definition: t", body).map(\.headword) == ["mot", "mot"])
    }

    @Test func `keep the terms of a sense apart from those of the entry`() throws {
        let body = word(
            #"{"t": "A.", "same": ["a, b", "see c", "b"], "tags": ["old", ""]}"#,
            #", "all": "x; y", "other": ["z", "z"]"#)
        let settings =
            "definition: t, synonyms: same, labels: tags, not_terms: see, entry_synonyms: all, entry_antonyms: other"
        let entry = try #require(try entries(settings, body).first)
        #expect(entry.senses == [Sense(definition: "A.", labels: ["old"], synonyms: ["a", "b"])])
        #expect(entry.synonyms == ["x", "y"] && entry.antonyms == ["z"])
    }

    @Test func `have numbers be texts, and other values none`() throws {
        let body = word(#"{"t": 1984}, {"t": 2.5}, {"t": true}, {"t": {"x": "y"}}, {"t": -0.0}, {"t": 1e300}"#)
        #expect(
            try entries("definition: t", body).flatMap(\.senses).map(\.definition) == ["1984", "2.5", "0", "1e+300"])
    }
}
