import Fixtures
import Lexicon

/// What there is to try where pages come from a folder of recorded ones.
struct RecordedWords {
    private let store: FixtureStore
    private var folder: String { store.directory }

    init(_ store: FixtureStore) {
        self.store = store
    }

    init(folder: String) throws {
        self.init(try FixtureStore(directory: folder))
    }

    /// Words that the language's first source has, by its recorded pages: those first of which it says most.
    func found(of language: LanguageSummary) throws -> [String] {
        let fixtures = try store.fixtures(language: language.code, source: language.sources.first?.id)
        let found = try fixtures.map { (word: $0.word, expected: try $0.expectation()) }
            .filter { $0.expected.outcome == .found }
        let senses = found.map { ($0.word, $0.expected.entries.reduce(0) { $0 + $1.senses.count }) }
        return senses.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
    }

    /// A sentence that names some words of a language; nil where none are recorded.
    func hint(for language: LanguageSummary) -> String? {
        guard let words = try? found(of: language), !words.isEmpty else { return nil }
        return "The pages are those recorded in \(folder); of \(language.name) there are "
            + words.prefix(12).joined(separator: ", ") + (words.count > 12 ? " and others." : ".")
    }

    /// A sentence that names a word of each language.
    func hint(for languages: [LanguageSummary]) -> String {
        let words = languages.compactMap { language in
            (try? found(of: language))?.first.map { "\(language.code) \($0)" }
        }
        return "The pages are those recorded in \(folder); to try: \(words.joined(separator: ", "))."
    }
}
