import Extraction
import Lexicon
import Testing

@Suite struct JSONExtraction {
    private static let settings = """
        extract:
          json:
            entries: result.words
            headword: title
            pronunciations: [{path: sound.ipa}, {path: sound.pinyin, notation: pinyin}]
            senses: senses
            definition: text
            part_of_speech: kind
            parts_of_speech: {n: noun, v: verb}
            examples: examples
            synonyms: same
            strip: ["`", "~"]
        """

    private func read(_ body: String) throws -> Verdict {
        try PageRules(yaml: Self.settings).judge(body, word: "mot")
    }

    @Test func `values are read at their key paths, and an entry is made for each part of speech`() throws {
        let entries = try read(
            #"""
            {"title": "Mot", "result": {"words": [{"sound": {"ipa": "mo", "pinyin": "mò"}, "senses": [
              {"kind": "n", "text": "<a href=\"#\">`word~</a>  of a\u3000tongue", "examples": ["One.", ""], "same": "`term~,name"},
              {"kind": "v", "text": "to speak"}, {"kind": "n", "text": "speech"}, {"kind": "n", "text": null}, {}]}]}}
            """#
        ).entries
        let sounds = [Pronunciation(text: "mo"), Pronunciation(text: "mò", notation: .pinyin)]
        #expect(
            entries == [
                Entry(
                    headword: "Mot", partOfSpeech: .noun, partOfSpeechLabel: "n", pronunciations: sounds,
                    senses: [
                        Sense(definition: "word of a tongue", examples: ["One."], synonyms: ["term", "name"]),
                        Sense(definition: "speech"),
                    ]),
                Entry(
                    headword: "Mot", partOfSpeech: .verb, partOfSpeechLabel: "v", pronunciations: sounds,
                    senses: [Sense(definition: "to speak")]),
            ])
    }

    @Test func `entries that differ in white space alone are one`() throws {
        let word = #"{"sound": {"ipa": "mo"}, "senses": [{"text": "a"}]}"#
        let spaced = #"{"sound": {"ipa": "mo\u3000"}, "senses": [{"text": " a"}]}"#
        #expect(try read(#"{"result": {"words": [\#(word), \#(spaced)]}}"#).entries.count == 1)
    }

    @Test func `numbers, escapes, marks of byte order and deep brackets are read as JSON has them`() throws {
        func definition(_ value: String, before: String = "") throws -> String? {
            try read("\(before){\"result\": {\"words\": [{\"senses\": [{\"text\": \(value)}]}]}}").entries.first?.senses
                .first?
                .definition
        }
        #expect(try definition("-12") == "-12")
        #expect(try definition("1.5e3") == "1500")
        #expect(try definition(#""a\u00e9\ud83c\udf27\n\/""#) == "aé🌧 /")
        #expect(try definition(#""a""#, before: "\u{FEFF}") == "a")
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(try definition("\"a\", \"more\": \(deep)") == "a")
        for wrong in ["01x", "1-2", #""\ud800""#, "tru", "'a'", String(repeating: "[", count: 100_000)] {
            #expect(try definition(wrong) == nil)
        }
    }

    @Test(arguments: [
        "<html>", "", "[]", "{}", #"{"result": 7}"#, #"{"result": {"words": [{"senses": "x"}]}}"#, "{\"result\":",
    ])
    func `an answer of another shape is never a definition`(body: String) throws {
        let outcome = try read(body).outcome
        #expect(outcome == .markupChanged || body.isEmpty && outcome == .unavailable)
    }
}
