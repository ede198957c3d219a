/// One language that can be asked.
public struct LanguageSummary: Sendable, Hashable {
    public var code: String
    public var name: String
    public var aliases: [String]
    /// In the order they are tried; the credit's `url` is the site's address.
    public var sources: [SourceCredit]
    /// How long answers are good for, by the source's id.
    package var lifetimes: [String: Lifetimes] = [:]

    public init(code: String, name: String, aliases: [String], sources: [SourceCredit]) {
        self.code = code
        self.name = name
        self.aliases = aliases
        self.sources = sources
    }
}
