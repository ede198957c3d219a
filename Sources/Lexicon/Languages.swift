/// The languages that can be asked, by every name that people give them.
public struct Languages: Sendable {
    /// Sorted by code.
    public let all: [LanguageSummary]
    private let codes: [String: String]

    /// Where a name is two languages', the first by code has it.
    public init(_ languages: [LanguageSummary]) {
        all = languages.sorted { $0.code < $1.code }
        codes = Dictionary(all.flatMap { language in language.names.map { ($0, language.code) } }) { first, _ in first }
    }

    /// The code of a language by its code, name or alias, in any case; nil for an unknown one.
    public func code(of name: String) -> String? {
        codes[name] ?? codes[name.lowercased()]
    }

    /// The language by its code, name or alias, in any case; nil for an unknown one.
    public func named(_ name: String) -> LanguageSummary? {
        code(of: name).flatMap { code in all.first { $0.code == code } }
    }
}

extension LanguageSummary {
    /// All that it may be called, in lower case: its code, its name and its aliases.
    public var names: Set<String> { Set(([code, name] + aliases).map { $0.lowercased() }) }
}
