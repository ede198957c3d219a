import Lexicon

/// The sources that a worker tries where a request names none.
public struct SourceChoice: Sendable {
    /// Of every language that is not among the others, by id.
    private var ids: [String] = []
    /// By language.
    private var ofLanguages: [String: [String]] = [:]

    /// - Parameter names: Each the id of a source, for all languages, or `language/id` for one. A language that is named so
    ///   has the sources that are named so; one that nobody names, where no id stands alone, has all of its own.
    public init(_ names: [String]) {
        for name in names {
            let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 { ofLanguages[parts[0], default: []].append(parts[1]) } else { ids.append(name) }
        }
    }

    /// The ids of a language's sources that are chosen, in the language's own order; nil for all.
    func sources(of language: LanguageSummary) -> [String]? {
        let chosen = ofLanguages[language.code] ?? ids
        return chosen.isEmpty ? nil : language.sources.map(\.id).filter(chosen.contains)
    }

    /// What is wrong with the choice for these languages, in one sentence; nil where nothing is.
    public func fault(with languages: [LanguageSummary]) -> String? {
        for (code, ids) in ofLanguages.sorted(by: { $0.key < $1.key }) {
            guard let language = languages.first(where: { $0.code == code }) else {
                return "there is no language \(quoted(code)), but \(languages.map(\.code).joined(separator: ", "))"
            }
            for id in ids where !language.sources.contains(where: { $0.id == id }) {
                return "\(language.name) has no source \(quoted(id)), but \(Self.names(of: language))"
            }
        }
        // A language with none of them could answer nothing.
        for language in languages where sources(of: language)?.isEmpty ?? false {
            return "\(language.name) has none of \(ids.joined(separator: ", ")), but \(Self.names(of: language))"
        }
        return nil
    }

    private static func names(of language: LanguageSummary) -> String {
        language.sources.map(\.id).joined(separator: ", ")
    }
}
