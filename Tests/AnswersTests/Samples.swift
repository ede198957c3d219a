import Answers
import Foundation
import Lexicon
import Logging
import TestSupport

/// Answers and sources for tests.
enum Samples {
    static let revision = "1-a"
    static let wiktionary = source("wiktionary")

    static func source(_ id: String, stale: Duration = .seconds(7 * 86_400)) -> AnswerSource {
        var lifetimes = Lifetimes()
        lifetimes.stale = stale
        return AnswerSource(
            language: "de", credit: SourceCredit(id: id, name: id.capitalized, url: "https://\(id).example/"),
            terms: AnswerTerms(lifetimes: lifetimes, revision: revision))
    }

    static func key(_ word: String, source: String = "wiktionary") -> AnswerKey {
        AnswerKey(language: "de", source: source, word: word)
    }

    static func answer(
        _ definition: String = "Hängt am Himmel.", at date: Date = Date(), revision: String = revision
    ) -> SourceAnswer {
        SourceAnswer(
            outcome: .found,
            entries: [
                Entry(
                    headword: "Wolke", partOfSpeech: .noun, partOfSpeechLabel: "Substantiv, f",
                    pronunciations: [Pronunciation(text: "ˈvɔlkə"), Pronunciation(text: "yún", notation: .pinyin)],
                    senses: [
                        Sense(
                            definition: definition, labels: ["\"Wetter\""], examples: ["Eine\tWolke\u{0}."],
                            synonyms: ["a"], antonyms: ["b"], senses: [Sense(definition: "😀")])
                    ], synonyms: ["Gewölk"], antonyms: ["Himmel"])
            ],
            url: "https://wiktionary.example/Wolke", fetchedAt: date,
            validators: PageValidators(
                url: "https://wiktionary.example/Wolke", etag: "\"1\"", lastModified: "Mon, 02 Nov 2026 10:00:00 GMT"),
            revision: revision)
    }

    static let missing = SourceAnswer(
        outcome: .notFound, explanation: "Wiktionary does not have it.", fetchedAt: Date(), revision: revision)

    static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension AnswerShelf {
    /// What is on disk under a key, once it was brought to hand.
    func fetched(_ key: AnswerKey) async -> LookupReply? {
        await withCheckedContinuation { continuation in
            fetch([key]) { continuation.resume(returning: $0[key]?.reply(at: .now)) }
        }
    }
}
