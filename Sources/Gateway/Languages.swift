import Lexicon

/// The languages that can be asked.
public struct Languages: Sendable {
    /// Sorted by code.
    public let all: [LanguageSummary]
    private let codes: [String: String]

    public init(_ languages: [LanguageSummary]) {
        all = languages.sorted { $0.code < $1.code }
        codes = Dictionary(
            all.flatMap { language in
                ([language.code, language.name] + language.aliases).map { ($0.lowercased(), language.code) }
            }
        ) { first, _ in first }
    }

    /// The language by its code, name or alias, in any case; nil for an unknown one.
    func named(_ name: String) -> LanguageSummary? {
        codes[name.lowercased()].flatMap { code in all.first { $0.code == code } }
    }
}
