import Lexicon

/// The sources that a worker tries where a request names none.
public struct SourceChoice: Sendable {
    /// Of every language that is not among the others, by id.
    private var ids: [String] = []
    /// Those of one language each, which is as somebody named it.
    private var ofLanguages: [(language: String, id: String)] = []

    /// - Parameter names: Each the id of a source, for all languages, or `language/id` for one, by any of its names. A language
    ///   that is named so has the sources that are named so; one that nobody names, where no id stands alone, has all of its
    ///   own.
    public init(_ names: [String]) {
        for name in names {
            let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 { ofLanguages.append((parts[0], parts[1])) } else { ids.append(name) }
        }
    }

    /// The ids of the sources that are chosen, by language, in each language's own order; those that have all of their own
    /// are missing.
    func sources(among languages: Languages) -> [String: [String]] {
        let named = Dictionary(grouping: ofLanguages) { languages.code(of: $0.language) }
        return languages.all.reduce(into: [:]) { chosen, language in
            let ids = named[language.code]?.map(\.id) ?? ids
            if !ids.isEmpty { chosen[language.code] = language.sources.map(\.id).filter(ids.contains) }
        }
    }

    /// What is wrong with the choice for these languages, in one sentence; nil where nothing is.
    public func fault(with languages: [LanguageSummary]) -> String? {
        let known = Languages(languages)
        for (name, id) in ofLanguages {
            guard let language = known.named(name) else {
                return "there is no language \(quoted(name)), but \(languages.map(\.code).joined(separator: ", "))"
            }
            guard language.sources.contains(where: { $0.id == id }) else {
                return "\(language.name) has no source \(quoted(id)), but \(Self.names(of: language))"
            }
        }
        // A language with none of them could answer nothing.
        let chosen = sources(among: known)
        for language in languages where chosen[language.code]?.isEmpty ?? false {
            return "\(language.name) has none of \(ids.joined(separator: ", ")), but \(Self.names(of: language))"
        }
        return nil
    }

    private static func names(of language: LanguageSummary) -> String {
        language.sources.map(\.id).joined(separator: ", ")
    }
}
