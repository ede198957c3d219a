import Foundation
import Gateway
import Lexicon
import TestSupport
import Testing

@Suite struct FreeDictionary {
    /// The form as a client program would declare it, with nothing optional that the API always has.
    private struct Word: Decodable {
        struct Phonetic: Decodable {
            var text: String
            var audio: String
        }
        struct Meaning: Decodable {
            var partOfSpeech: String
            var definitions: [Definition]
            var synonyms: [String]
            var antonyms: [String]
        }
        struct Definition: Decodable {
            var definition: String
            var synonyms: [String]
            var antonyms: [String]
            var example: String?
        }
        struct License: Decodable {
            var name: String
            var url: String
        }
        var word: String
        var phonetic: String?
        var phonetics: [Phonetic]
        var meanings: [Meaning]
        var license: License
        var sourceUrls: [String]
    }

    @Test(arguments: ["en", "en_US", "en-GB", "english"])
    func `a word has the form that clients know`(language: String) async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/api/v2/entries/\(language)/cloud") }
        #expect(answer.status == 200)
        let words = try JSONDecoder().decode([Word].self, from: Data(answer.body.utf8))
        #expect(words.map(\.word) == ["cloud", "CLOUD"])
        let word = words[0]
        #expect(word.phonetic == "/klaʊd/")
        #expect(word.phonetics.map(\.text) == ["/klaʊd/"])
        #expect(word.phonetics.map(\.audio) == [""])
        #expect(word.meanings.map(\.partOfSpeech) == ["noun", "verb"])
        let noun = word.meanings[0]
        // Sub-senses follow their sense, under its labels; what only groups them is not there.
        #expect(
            noun.definitions.map(\.definition) == ["(dated) A thing:", "(dated, rare) a small one", "(law) a claim"])
        #expect(noun.definitions.map(\.example) == ["Such a thing!", nil, nil])
        #expect(noun.definitions[0].synonyms == ["item"])
        #expect(noun.synonyms == ["matter"])
        #expect(noun.antonyms == ["nothing"])
        #expect(word.license.name == "CC BY-SA 4.0")
        #expect(word.license.url == "https://creativecommons.org/licenses/by-sa/4.0/")
        #expect(word.sourceUrls == ["https://example.org/w"])
        #expect(words[1].phonetics.isEmpty)
        #expect(words[1].phonetic == nil)
    }

    @Test(arguments: [
        ("en/nothing", Outcome.notFound, 404), ("xx/cloud", .found, 404), ("en/cloud", .unavailable, 503),
        ("en/cloud", .blocked, 502), ("en/%zz", .found, 400),
    ])
    func `errors have the form that clients know`(path: String, outcome: Outcome, status: Int) async throws {
        let lookups = ScriptedLookups { LookupReply(word: $0.word, outcome: outcome) }
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/api/v2/entries/\(path)") }
        #expect(answer.status == status)
        let error = try answer.json()
        #expect(Set(error.keys) == ["title", "message", "resolution"])
        #expect((error["title"] as? String == "No Definitions Found") == (status == 404))
        #expect((answer.headers["retry-after"] != nil) == (status == 503))
    }

    @Test func `a token that is missing is told in that form too`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let answer = try await TestGateway.serving(lookups, .init(tokens: ["t"])) {
            try await $0.get("/api/v2/entries/en/cloud")
        }
        #expect(answer.status == 401)
        #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
        #expect(try answer.json()["resolution"] is String)
    }
}
