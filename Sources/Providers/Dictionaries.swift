import Foundation
import Lexicon

/// What the worker and the gateway know of providers: languages that can be asked for words.
public protocol Dictionaries: Sendable {
    /// The languages that can be asked, sorted by code.
    var languages: [LanguageSummary] { get }

    /// The code of a language by its code, name or alias, in any case; nil for an unknown one.
    func code(of name: String) -> String?

    /// The answer to `query` where it is at hand without waiting.
    func cached(_ query: Query) -> LookupReply?

    /// The answer to `query`. Whatever goes wrong is an outcome of the reply. Its `id` is nil: that is the caller's.
    func lookup(_ query: Query) async -> LookupReply
}

/// One question to the dictionaries of a language.
public struct Query: Sendable, Hashable {
    public var word: String
    /// The code of a loaded language.
    public var language: String
    /// The sources to try, by id, in the manifest's order; nil for all.
    public var sources: [String]?
    /// Whether the cache is passed over (its entry is renewed).
    public var fresh: Bool
    public var deadline: Date?

    public init(
        word: String, language: String, sources: [String]? = nil, fresh: Bool = false, deadline: Date? = nil
    ) {
        self.word = word
        self.language = language
        self.sources = sources
        self.fresh = fresh
        self.deadline = deadline
    }
}
