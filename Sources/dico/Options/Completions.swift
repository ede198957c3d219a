import ArgumentParser
import Lexicon
import Providers

/// What a shell may put behind the cursor, by the manifests that this command line would read.
extension CompletionKind {
    static var languages: CompletionKind {
        .custom { words, _, _ in TypedWords(words).languages.map(\.code) }
    }

    /// Those of the language that the command line names, or of all.
    static var sources: CompletionKind {
        .custom { words, _, _ in TypedWords(words).sources }
    }

    /// Those that requests and answers travel on, as they are called by default.
    static var topics: CompletionKind {
        .custom { words, _, _ in TypedWords(words).topics }
    }
}

/// A command line that is still being written.
private struct TypedWords {
    let words: [String]

    init(_ words: [String]) {
        self.words = words
    }

    /// None where a manifest is wrong: whoever presses Tab wants no error.
    var languages: [LanguageSummary] {
        (try? Catalogue.languages(of: ManifestOptions.choice(value(of: "--providers")).folder)) ?? []
    }

    var sources: [String] {
        let all = languages
        let named = words.compactMap(Languages(all).named)
        return (named.isEmpty ? all : named).flatMap(\.sources).map(\.id).unique
    }

    var topics: [String] {
        let layout = TopicLayout()
        return layout.requestTopics(for: languages.map(\.code)) + [layout.deadLetters, layout.answers]
    }

    private func value(of option: String) -> String? {
        if let joined = words.first(where: { $0.hasPrefix(option + "=") }) {
            return String(joined.dropFirst(option.count + 1))
        }
        guard let index = words.firstIndex(of: option), index + 1 < words.count else { return nil }
        return words[index + 1]
    }
}
