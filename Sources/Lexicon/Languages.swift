/// The languages that can be asked, by every name that people give them.
public struct Languages: Sendable {
    /// Sorted by code.
    public let all: [LanguageSummary]
    private let codes: [LanguageName: String]
    private let ownCodes: Set<String>

    /// Where a name is two languages', the first by code has it.
    public init(_ languages: [LanguageSummary]) {
        all = languages.sorted { $0.code < $1.code }
        ownCodes = Set(languages.map(\.code))
        codes = Dictionary(all.flatMap { language in language.names.map { ($0, language.code) } }) { first, _ in first }
    }

    /// The code of a language by its code, name or alias, in any case, with or without a region or a script behind it: `FR`,
    /// `fr-FR`, `fr_CA.UTF-8` and `French` are the same; nil for an unknown one.
    public func code(of name: String) -> String? {
        guard LanguageName.mayBe(name) else { return nil }
        // Programs mostly send the code, and many a second.
        if ownCodes.contains(name) { return name }
        return LanguageName(name).ranges.lazy.compactMap { codes[$0] }.first
    }

    /// The same, where nothing may stand behind the name but a script and a region that there are: `zh_Hant_TW`, and not
    /// `fr_test`.
    func code(ofLocale name: String) -> String? {
        LanguageName.mayBe(name) ? LanguageName(name).rangesOfLocale.lazy.compactMap { codes[$0] }.first : nil
    }

    /// The language by any name that `code(of:)` takes; nil for an unknown one.
    public func named(_ name: String) -> LanguageSummary? {
        code(of: name).flatMap { code in all.first { $0.code == code } }
    }
}

extension LanguageSummary {
    /// All that it may be called: its code, its name and its aliases.
    package var names: Set<LanguageName> { Set(([code, name] + aliases).map(LanguageName.init)) }
}
