import Foundation
import Lexicon

/// What the worker and the gateway know of providers: languages that can be asked for words.
public protocol LookupService: Turns {
    /// The languages that can be asked, sorted by code.
    var languages: [LanguageSummary] { get }

    /// The code of a language by its code, name or alias, in any case; nil for an unknown one.
    func code(of name: String) -> String?

    /// The answer to `query` where it is at hand without waiting.
    func cached(_ query: LookupQuery) -> LookupReply?

    /// The sources that are to be asked for `query`; none where the query itself is wrong.
    func course(of query: LookupQuery) -> LookupCourse

    /// Calls `then` with the course of `query`, on any thread, once it is known what is kept of it beside what is at hand.
    func recall(_ query: LookupQuery, then: @escaping @Sendable (LookupCourse) -> Void)

    /// Asks the next source of `course`, and returns what becomes of it. Whatever goes wrong is an outcome of the reply.
    /// What each source says is at hand for others from then on.
    ///
    /// The course comes back with the same source next where another process of the machine is asking that one for the
    /// word: then it is to be asked again after `LookupCourse.timeBetweenLooks`.
    ///
    /// - Parameter begun: Called once the source's site is asked, or another process is seen to do so. Not called where
    ///   nobody had to be asked, as while the site is left alone.
    func ask(_ course: LookupCourse, begun: @escaping @Sendable () -> Void) async -> LookupCourse
}

extension LookupService {
    /// At once, for those who keep nothing that is not at hand.
    public func recall(_ query: LookupQuery, then: @escaping @Sendable (LookupCourse) -> Void) {
        then(course(of: query))
    }
}

/// One question to the dictionaries of a language.
public struct LookupQuery: Sendable, Hashable {
    /// In its normal form.
    public var word: String
    /// The code of a loaded language.
    public var language: String
    /// The sources to try, by id, in the manifest's order; nil for all.
    public var sources: [String]?
    /// Whether what is kept is passed over (it is renewed).
    public var fresh: Bool
    /// No source is asked after it; nil for none.
    public var deadline: Date?

    /// What makes the answer the same.
    public struct Subject: Hashable, Sendable {
        /// In its normal form.
        public let word: String
        /// A code.
        public let language: String
        /// Nil for all.
        public let sources: [String]?
    }

    /// Requests of one subject share one lookup.
    public var subject: Subject { Subject(word: word, language: language, sources: sources) }

    /// Of all sources, and from what is kept, unless it says otherwise.
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
