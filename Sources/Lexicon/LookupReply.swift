import Foundation

/// What a lookup answers: the full form of the wire, and the source of the seed form.
public struct LookupReply: Sendable, Hashable {
    /// The id of the request, where it had one.
    public var id: String?
    public var word: String
    /// The code of the language that was asked; nil where the request did not get as far.
    public var language: String?
    public var outcome: Outcome
    /// The source that gave the outcome; nil where none was asked.
    public var source: SourceCredit?
    public var entries: [Entry]
    /// When the page was fetched; nil where none was.
    public var fetchedAt: Date?
    /// Whether the answer came from the cache.
    public var cached: Bool
    /// One sentence for people, where the outcome needs one.
    public var error: String?

    public init(
        id: String? = nil, word: String, language: String? = nil, outcome: Outcome, source: SourceCredit? = nil,
        entries: [Entry] = [], fetchedAt: Date? = nil, cached: Bool = false, error: String? = nil
    ) {
        self.id = id
        self.word = word
        self.language = language
        self.outcome = outcome
        self.source = source
        self.entries = entries
        self.fetchedAt = fetchedAt
        self.cached = cached
        self.error = error
    }
}

/// Whom an answer comes from, with what its licence asks to be named.
public struct SourceCredit: Sendable, Hashable, Codable {
    public var id: String
    public var name: String
    /// The page that a person can open.
    public var url: String?
    public var license: String?
    public var attribution: String?

    public init(id: String, name: String, url: String? = nil, license: String? = nil, attribution: String? = nil) {
        self.id = id
        self.name = name
        self.url = url
        self.license = license
        self.attribution = attribution
    }
}
