import Lexicon
import Providers

/// Dictionaries of French and English that answer as a test tells them to.
struct ScriptedLookupService: LookupService {
    var atHand: [String: LookupReply] = [:]
    var answer: @Sendable (LookupQuery) async -> LookupReply = { .found($0) }

    let languages = [
        LanguageSummary(
            code: "en", name: "English", aliases: ["eng"], sources: [SourceCredit(id: "other", name: "Other")]),
        LanguageSummary(
            code: "fr", name: "French", aliases: ["fra"],
            sources: [SourceCredit(id: "own", name: "Own"), SourceCredit(id: "other", name: "Other")]),
    ]

    func code(of name: String) -> String? {
        languages.first { $0.code == name.lowercased() || $0.aliases.contains(name.lowercased()) }?.code
    }

    func cached(_ query: LookupQuery) -> LookupReply? { atHand[query.word] }

    /// Told of the share of the pace, by language.
    var shares: @Sendable (_ language: String, _ part: Double) -> Void = { _, _ in }

    func course(of query: LookupQuery) -> LookupCourse { LookupCourse(query, sources: ["\(query.language)/scripted"]) }

    func ask(_ course: LookupCourse, begun: @escaping @Sendable () -> Void) async -> LookupCourse {
        begun()
        var course = course
        course.heard(await answer(course.query))
        return course
    }

    func setShare(_ part: Double, phase: Double, of language: String) { shares(language, part) }
}

extension LookupReply {
    /// The answer to any word: one sense that names the word and the language.
    static func found(_ query: LookupQuery) -> LookupReply {
        LookupReply(
            word: query.word, language: query.language, outcome: .found,
            source: SourceCredit(id: "scripted", name: "Scripted"),
            entries: [
                Entry(
                    headword: query.word, partOfSpeech: .noun,
                    senses: [Sense(definition: "\(query.word) in \(query.language)")])
            ])
    }
}
