import Foundation

/// What a lookup answers: the full form of the wire, and the source of the seed form.
///
/// All but `id` and `word` is shared by the replies to everybody who asked the same, together with its encoded form,
/// which is made once.
public struct LookupReply: Sendable, Hashable {
    /// The id of the request, where it had one.
    public var id: String?
    /// As it was asked.
    public var word: String
    let answer: ReplyBody

    /// The code of the language that was asked; nil where the request did not get as far.
    public var language: String? { answer.language }
    /// For programs to decide by.
    public var outcome: Outcome { answer.outcome }
    /// The source that gave the outcome; nil where none was asked.
    public var source: SourceCredit? { answer.source }
    /// None unless the outcome is `found`.
    public var entries: [Entry] { answer.entries }
    /// When the page was fetched; nil where none was.
    public var fetchedAt: Date? { answer.fetchedAt }
    /// Whether the answer came from the cache.
    public var cached: Bool { answer.cached }
    /// Whether the answer is past its lifetime, and given because its site could not be asked.
    public var stale: Bool { answer.stale }
    /// One sentence for people, where the outcome needs one.
    public var error: String? { answer.error }

    /// A header of a record.
    public typealias Header = (name: String, value: [UInt8])

    /// The headers of a record that brings this reply, but for those that repeat what its request had.
    public var headers: [Header] { answer.headers }

    /// A reply to be encoded when it is sent.
    public init(
        id: String? = nil, word: String, language: String? = nil, outcome: Outcome, source: SourceCredit? = nil,
        entries: [Entry] = [], fetchedAt: Date? = nil, cached: Bool = false, stale: Bool = false,
        error: String? = nil
    ) {
        self.id = id
        self.word = word
        answer = ReplyBody(
            language: language, outcome: outcome, source: source, entries: entries, fetchedAt: fetchedAt,
            cached: cached, stale: stale, error: error)
    }

    /// The same as it comes from what is kept.
    ///
    /// - Parameter stale: Whether it is past its lifetime.
    public func fromCache(stale: Bool = false) -> LookupReply {
        LookupReply(
            id: id, word: word, language: language, outcome: outcome, source: source, entries: entries,
            fetchedAt: fetchedAt, cached: true, stale: stale, error: error)
    }
}

/// Whom an answer comes from, with what its licence asks to be named.
public struct SourceCredit: Sendable, Hashable, Codable {
    /// Unique within its language, such as `wiktionary`.
    public var id: String
    /// For people.
    public var name: String
    /// The page that a person can open.
    public var url: String?
    /// A name or an address, as the manifest has it.
    public var license: String?
    /// Whom the licence asks to be named.
    public var attribution: String?

    /// A source with what its manifest says of it.
    public init(id: String, name: String, url: String? = nil, license: String? = nil, attribution: String? = nil) {
        self.id = id
        self.name = name
        self.url = url
        self.license = license
        self.attribution = attribution
    }
}
