import Foundation
import Lexicon
import Testing

private let cloud = LookupReply(
    id: "42", word: "cloud", language: "en", outcome: .found,
    source: SourceCredit(
        id: "wiktionary", name: "Wiktionary", url: "https://example.org/cloud", license: "CC BY-SA 4.0"),
    entries: [
        Entry(
            headword: "cloud", partOfSpeech: .noun, partOfSpeechLabel: "Noun",
            pronunciations: [Pronunciation(text: "klaʊd")],
            senses: [
                Sense(
                    definition: "Water that hangs in the sky.", labels: ["weather"], examples: ["One \"small\" cloud."],
                    senses: [Sense(definition: "A white one."), Sense(definition: "A grey one.")]),
                Sense(definition: "Other people's computers."),
            ], synonyms: ["haze"]),
        Entry(headword: "cloud", partOfSpeech: .verb, senses: [Sense(definition: "To make less clear.")]),
    ],
    fetchedAt: Date(timeIntervalSince1970: 1_795_467_600), cached: true, stale: true)

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct ReplyEncoding {
    @Test func `the seed form has two keys in their order and nothing else`() {
        let reply = LookupReply(
            id: "1", word: "thé", outcome: .found,
            entries: [Entry(headword: "thé", partOfSpeech: .noun, senses: [Sense(definition: "Dit \"tisane\".")])])
        #expect(
            text(reply.encoded(as: .seed)) == #"{"word": "thé", "definition": "noun\n1. Dit \"tisane\"."}"#)
    }

    @Test(arguments: Outcome.allCases.filter { $0 != .found })
    func `the seed form says null where nothing was found`(outcome: Outcome) {
        let reply = LookupReply(word: "", outcome: outcome, error: "It rained.")
        #expect(text(reply.encoded(as: .seed)) == #"{"word": "", "definition": null}"#)
    }

    @Test func `the full form has every key in its order`() {
        let reply = LookupReply(
            id: "7", word: "x", language: "fr", outcome: .notFound, source: SourceCredit(id: "s", name: "S"),
            error: "No such word.")
        #expect(
            text(reply.encoded(as: .full)) == """
                {"id": "7", "word": "x", "language": "fr", "outcome": "not_found", "definition": null, \
                "source": {"id": "s", "name": "S", "url": null, "license": null, "attribution": null}, \
                "entries": [], "fetched_at": null, "cached": false, "stale": false, "error": "No such word."}
                """)
    }

    @Test func `a full reply survives the wire`() throws {
        #expect(try LookupReply(decoding: cloud.encoded(as: .full)) == cloud)
    }

    @Test func `control characters and quotes are escaped`() throws {
        let word = "\u{0}\u{1f}\u{7f}\"\\/\n\r\t\u{2028}😀"
        let bytes = LookupReply(word: word, outcome: .notFound).encoded(as: .seed)
        let decoded = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(decoded["word"] as? String == word)
        #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
}

@Suite struct Readings {
    @Test func `a reading is written for people, in the order of the wire`() throws {
        let reading = ReplyContent(
            outcome: .found, entries: [Entry(headword: "thé", senses: [Sense(definition: "Une \"tisane\".")])])
        #expect(
            text(reading.encoded()) == #"""
                {
                  "outcome": "found",
                  "entries": [
                    {
                      "headword": "thé",
                      "part_of_speech": null,
                      "part_of_speech_label": null,
                      "pronunciations": [],
                      "senses": [
                        {
                          "definition": "Une \"tisane\".",
                          "labels": [],
                          "examples": [],
                          "synonyms": [],
                          "antonyms": [],
                          "senses": []
                        }
                      ],
                      "synonyms": [],
                      "antonyms": []
                    }
                  ]
                }

                """#)
    }

    @Test func `a reading survives its file`() throws {
        #expect(try ReplyContent(decoding: ReplyContent(cloud).encoded()) == ReplyContent(cloud))
    }
}

@Suite struct DefinitionText {
    @Test func `senses are numbered under their part of speech`() {
        #expect(
            cloud.definition == """
                Noun
                1. (weather) Water that hangs in the sky.
                  1.1. A white one.
                  1.2. A grey one.
                2. Other people's computers.
                verb
                1. To make less clear.
                """)
    }

    @Test func `an entry without any sense still says what it is`() {
        let reply = LookupReply(
            word: "Verstehen", outcome: .found, entries: [Entry(headword: "Verstehen", partOfSpeechLabel: "Substantiv")]
        )
        #expect(reply.definition == "Substantiv")
    }
}

@Suite struct Outcomes {
    @Test(arguments: [
        ([Outcome.notFound, .found], Outcome.found), ([.notFound, .blocked, .unavailable], .unavailable),
        ([.markupChanged, .blocked], .blocked), ([.notFound, .markupChanged], .markupChanged), ([.notFound], .notFound),
    ])
    func `the strongest outcome of several sources stands for all`(outcomes: [Outcome], whole: Outcome) {
        #expect(Outcome.combined(outcomes) == whole)
    }

    @Test func `no source is no outcome`() {
        #expect(Outcome.combined([]) == nil)
    }

    @Test func `a word is repeated to the letter, whoever asked for it before`() throws {
        var reply = LookupReply(word: "th\u{e9}", outcome: .notFound)
        let composed = reply.encoded(as: .seed)
        reply.word = "the\u{301}"
        let decomposed = reply.encoded(as: .seed)
        #expect(composed == Array(#"{"word": "th\#u{e9}", "definition": null}"#.utf8))
        #expect(decomposed == Array(#"{"word": "the\#u{301}", "definition": null}"#.utf8))
        #expect(decomposed == reply.encoded(as: .seed))
    }

    @Test(arguments: [WireForm.seed, .full])
    func `a record has the word to the letter, whoever asked for it before`(form: WireForm) throws {
        var reply = LookupReply(id: "1", word: "th\u{e9}", outcome: .notFound)
        for word in ["th\u{e9}", "the\u{301}", "th\u{e9}", ""] {
            reply.word = word
            let record = reply.record(as: form)
            #expect(record.key == Array(word.utf8))
            #expect(record.value == LookupReply(id: "1", word: word, outcome: .notFound).encoded(as: form))
        }
    }

    @Test func `the headers of a reply say what is known of it`() {
        #expect(cloud.headers.map(\.name) == ["dico-outcome", "dico-language", "dico-source"])
        #expect(cloud.headers.map { text($0.value) } == ["found", "en", "wiktionary"])
        #expect(LookupReply(word: "x", outcome: .rejected).headers.map(\.name) == ["dico-outcome"])
    }

    @Test func `replies to the same question differ in id and word alone`() throws {
        let entry = Entry(headword: "Wolke", senses: [Sense(definition: "say \"cloud\"")])
        var one = LookupReply(id: "1", word: "Wolke", language: "de", outcome: .found, entries: [entry]).fromCache()
        let first = [one.encoded(as: .seed), one.encoded(as: .full)]
        one.id = "2"
        one.word = "wolke"
        let fresh = LookupReply(
            id: "2", word: "wolke", language: "de", outcome: .found, entries: [entry], cached: true)
        #expect(one == fresh)
        #expect(
            [one.encoded(as: .seed), one.encoded(as: .full)] == [fresh.encoded(as: .seed), fresh.encoded(as: .full)])
        #expect(first[0] == Array(#"{"word": "Wolke", "definition": "Wolke\n1. say \"cloud\""}"#.utf8))
    }
}
