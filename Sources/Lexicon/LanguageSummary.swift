/// One language that can be asked.
public struct LanguageSummary: Sendable, Hashable {
    /// By which topics and folders name it, such as `fr`.
    public var code: String
    /// In English.
    public var name: String
    /// Other names and codes by which people ask for it.
    public var aliases: [String]
    /// In the order they are tried; the credit's `url` is the site's address.
    public var sources: [SourceCredit]
    /// How long answers are good for, by the source's id.
    package var lifetimes: [String: Lifetimes] = [:]

    /// A language as its manifest has it.
    public init(code: String, name: String, aliases: [String], sources: [SourceCredit]) {
        self.code = code
        self.name = name
        self.aliases = aliases
        self.sources = sources
    }
}
