import Lexicon
import Providers
import TestSupport
import Testing

/// Answers for programs, dico's own among them, are read by manifests.
@Suite struct AnswersForPrograms {
    private static let examples = Manifests(path: Repository.folder.appending(path: "Examples/manifests").path)

    private func read(_ body: String, source: String, word: String, status: Int = 200) throws -> LookupReply {
        try Self.examples.catalogue(over: ScriptedFetcher(pages: [:])).judge(
            body: Array(body.utf8), status: status, word: word, language: "en", source: source)
    }

    private static let dico = """
        language: tl
        name: Testish
        sources:
          - id: dico
            name: dico
            url: http://gateway.example/v1/tl/{word}
            not_found: [{path: outcome, says: not_found}]
            extract:
              json:
                entries: entries
                headword: headword
                pronunciations:
                  - {path: "pronunciations[notation=ipa].text"}
                  - {path: "pronunciations[notation=respelling].text", notation: respelling}
                senses: senses
                sub_senses: senses
                definition: definition
                labels: labels
                part_of_speech: [^.part_of_speech_label, ^.part_of_speech]
                parts_of_speech: {noun: noun, verb: verb}
                examples: examples
                synonyms: synonyms
                antonyms: antonyms
                entry_synonyms: synonyms
                entry_antonyms: antonyms
        """

    @Test func `dico's own answer is read back as it was`() throws {
        let entries = [
            Entry(
                headword: "cloud", partOfSpeech: .noun, partOfSpeechLabel: "noun, plural clouds",
                pronunciations: [Pronunciation(text: "klaʊd"), Pronunciation(text: "klowd", notation: .respelling)],
                senses: [
                    Sense(
                        definition: "A heap:", labels: ["weather"],
                        senses: [Sense(definition: "of drops;", examples: ["Not today."], synonyms: ["haze"])]),
                    Sense(definition: "Machines < & >.", antonyms: ["desk"]),
                ], synonyms: ["mass"], antonyms: ["sky"]),
            Entry(
                headword: "cloud", partOfSpeech: .verb, partOfSpeechLabel: "verb",
                senses: [Sense(definition: "To dim.")]),
        ]
        let catalogue = try Manifests(["tl": Self.dico]).catalogue(over: ScriptedFetcher(pages: [:]))
        func read(_ reply: LookupReply) throws -> LookupReply {
            try catalogue.judge(body: reply.encoded(as: .full), word: "cloud", language: "tl", source: "dico")
        }
        let reply = LookupReply(word: "cloud", language: "tl", outcome: .found, entries: entries)
        // Texts of answers are HTML to most sites, so a sign of it would be read as such.
        let plain = entries.map { entry in
            var entry = entry
            entry.senses = entry.senses.map {
                $0.definition.contains("<") ? Sense(definition: "Machines.", antonyms: $0.antonyms) : $0
            }
            return entry
        }
        #expect(try read(LookupReply(word: "cloud", language: "tl", outcome: .found, entries: plain)).entries == plain)
        #expect(try read(reply).entries.count == 2)
        #expect(try read(LookupReply(word: "cloud", language: "tl", outcome: .notFound)).outcome == .notFound)
    }

    @Test func `the free dictionary's answer is read: kinds above definitions, terms on both`() throws {
        let body = """
            [{"word": "glim", "phonetic": "/ɡlɪm/", "phonetics": [{"audio": ""}, {"text": "/ɡlɪm/", "audio": ""}],
              "meanings": [{"partOfSpeech": "noun", "synonyms": ["gleam"], "antonyms": [], "definitions": [
                 {"definition": "A small light.", "synonyms": ["spark"], "antonyms": [], "example": "Douse the glim."},
                 {"definition": "An eye.", "synonyms": [], "antonyms": null}]}]},
             {"word": "glim", "phonetics": [], "meanings": [{"partOfSpeech": "verb", "definitions": [{"definition": "To look."}]}]}]
            """
        let reply = try read(body, source: "dictionaryapi", word: "glim")
        #expect(
            reply.entries == [
                Entry(
                    headword: "glim", partOfSpeech: .noun, partOfSpeechLabel: "noun",
                    pronunciations: [Pronunciation(text: "ɡlɪm")],
                    senses: [
                        Sense(definition: "A small light.", examples: ["Douse the glim."], synonyms: ["spark"]),
                        Sense(definition: "An eye."),
                    ], synonyms: ["gleam"]),
                Entry(
                    headword: "glim", partOfSpeech: .verb, partOfSpeechLabel: "verb",
                    senses: [Sense(definition: "To look.")]),
            ])
        let none = #"{"title": "No Definitions Found", "message": "…", "resolution": "…"}"#
        #expect(try read(none, source: "dictionaryapi", word: "zz").outcome == .notFound)
        #expect(try read(#"{"results": []}"#, source: "dictionaryapi", word: "zz").outcome == .markupChanged)
    }

    @Test func `Wikimedia's answer is read: keyed by language, with mark-up and labels in its texts`() throws {
        let body = """
            {"fr": [{"partOfSpeech": "Noun", "definitions": [{"definition": "no"}]}],
             "en": [{"partOfSpeech": "Noun", "language": "English", "definitions": [
               {"definition": "<span class='usage-label-sense'>(<span class='ib-content'>dated</span>)</span> A <a href='/w'>small</a> light:<ol><li>near</li></ol>",
                "parsedExamples": [{"example": "Douse the <b>glim</b>.", "translation": "no"}], "examples": ["Douse the <b>glim</b>."]},
               {"definition": "near"}, {"definition": ""}]}]}
            """
        let reply = try read(body, source: "wikirest", word: "glim")
        #expect(
            reply.entries == [
                Entry(
                    headword: "glim", partOfSpeech: .noun, partOfSpeechLabel: "Noun",
                    senses: [
                        Sense(definition: "A small light:", labels: ["dated"], examples: ["Douse the glim."]),
                        Sense(definition: "near"),
                    ])
            ])
        #expect(
            try read(#"{"fr": [{"definitions": [{"definition": "no"}]}]}"#, source: "wikirest", word: "glim").outcome
                == .notFound)
        #expect(try read(#"{"en": {"senses": []}}"#, source: "wikirest", word: "glim").outcome == .markupChanged)
    }
}
