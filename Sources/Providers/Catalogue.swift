import Extraction
import Foundation
import Lexicon
import Logging
import Synchronization
import Web

/// The languages of a folder of manifests, and the answers of their sources.
///
/// Sources are tried in order: the first that has the word ends it. The same word is asked for once at a time, and its
/// answer kept.
public final class Catalogue: Dictionaries {
    /// What makes an answer the same.
    private struct Key: Hashable, Sendable {
        let word: String
        let language: String
        let sources: [String]?
    }

    /// Bytes that answers at hand may take, by default.
    public static let cacheBytes = 32 * 1024 * 1024

    /// How long the sources of a language may take together, in seconds: a request without a deadline must end too.
    static let longestLookup: TimeInterval = 60

    let byCode: [String: Language]
    private let codes: [String: String]
    /// What reading a page may cost.
    let limits: ReadingLimits
    private let lookups: SourceLookup
    private let flights = SingleFlight<Key, LookupReply>()
    private let cache: Mutex<AnswerCache<Key>>
    private let unread: (@Sendable (UnreadLookup) -> Void)?
    private let logger: Logger

    public let languages: [LanguageSummary]

    /// Loads every language of `directory`.
    ///
    /// - Parameters:
    ///   - fetcher: Brings the pages, with all the manners that sites are due.
    ///   - cacheBytes: What the answers at hand may take; 0 keeps none.
    ///   - limits: What reading a page may cost; a page that wants more is `markup_changed`.
    ///   - unread: Told, in the middle of a lookup, of a source whose pages came and could not be read; must not block.
    /// - Throws: All faults of all manifests at once.
    public init(
        directory: String, fetcher: any PageFetcher, cacheBytes: Int = Catalogue.cacheBytes,
        limits: ReadingLimits = ReadingLimits(),
        unread: (@Sendable (UnreadLookup) -> Void)? = nil, logger: Logger
    ) throws(ManifestFaults) {
        let loaded = try ManifestFolder(path: directory).languages()
        languages = loaded.map(\.summary)
        byCode = Dictionary(uniqueKeysWithValues: loaded.map { ($0.code, $0) })
        codes = Dictionary(
            loaded.flatMap { language in
                ([language.code, language.name.lowercased()] + language.aliases).map { ($0, language.code) }
            }
        ) { first, _ in first }
        self.limits = limits
        lookups = SourceLookup(fetcher: fetcher, limits: limits)
        cache = Mutex(AnswerCache(capacity: cacheBytes))
        self.unread = unread
        self.logger = logger
    }

    /// The languages of the manifests of `directory`, where nothing is to be looked up.
    ///
    /// - Throws: All faults of all manifests at once.
    public static func languages(of directory: String) throws(ManifestFaults) -> [LanguageSummary] {
        try ManifestFolder(path: directory).languages().map(\.summary)
    }

    public func code(of name: String) -> String? {
        codes[name] ?? codes[name.lowercased()]
    }

    public func cached(_ query: Query) -> LookupReply? {
        query.fresh ? nil : cache.withLock { $0.reply(for: key(of: query), now: .now) }
    }

    public func lookup(_ query: Query) async -> LookupReply {
        if let refusal = refusal(of: query) { return refusal }
        if let reply = cached(query) { return reply }
        let key = key(of: query)
        // Whoever waits leaves at a deadline of its own; the work ends with the last of them.
        let reply = await flights.value(for: key, deadline: query.deadline) { [self] in
            let reply = await ask(query, deadline: Date(timeIntervalSinceNow: Self.longestLookup))
            // Left by all, it may have stopped between two sources: "no such word" would be too much said.
            if !Task.isCancelled { cache.withLock { $0.store(reply, for: key, now: .now) } }
            return reply
        }
        return reply
            ?? LookupReply(
                word: query.word, language: query.language, outcome: .unavailable,
                error: "No source answered before the request's deadline.")
    }

    private func ask(_ query: Query, deadline: Date?) async -> LookupReply {
        var answers: [(source: Source, answer: SourceLookup.Answer)] = []
        for source in sources(of: query) {
            let answer = await lookups.ask(source, for: query.word, deadline: deadline)
            logger.debug(
                "asked",
                metadata: ["source": "\(source.key)", "outcome": "\(answer.verdict.outcome.rawValue)"])
            if let lookup = UnreadLookup(of: query, at: source, answer) { unread?(lookup) }
            answers.append((source, answer))
            if answer.verdict.outcome == .found || Task.isCancelled { break }
        }
        let outcome = Outcome.combined(answers.map(\.answer.verdict.outcome))
        guard let (source, answer) = answers.first(where: { $0.answer.verdict.outcome == outcome }) else {
            return LookupReply(word: query.word, language: query.language, outcome: .notFound)
        }
        return source.reply(answer.verdict, to: query, page: answer.page)
    }

    /// The languages' sources that the query asks for, in the manifest's order.
    private func sources(of query: Query) -> [Source] {
        let all = byCode[query.language]?.sources ?? []
        guard let chosen = query.sources else { return all }
        return all.filter { chosen.contains($0.credit.id) }
    }

    private func refusal(of query: Query) -> LookupReply? {
        func refuse(_ why: String) -> LookupReply {
            LookupReply(word: query.word, language: query.language, outcome: .rejected, error: why)
        }
        guard let language = byCode[query.language] else {
            return refuse("There is no language \"\(query.language)\".")
        }
        guard let chosen = query.sources else { return nil }
        let known = language.sources.map(\.credit.id)
        if let stranger = chosen.first(where: { !known.contains($0) }) {
            return refuse(
                "`sources` names \"\(stranger)\", which \(language.code) lacks: expected some of "
                    + "\(known.joined(separator: ", ")).")
        }
        return chosen.isEmpty ? refuse("`sources` is empty: expected some of \(known.joined(separator: ", ")).") : nil
    }

    private func key(of query: Query) -> Key {
        Key(word: query.word, language: query.language, sources: query.sources)
    }
}

/// A source was named that its language lacks.
public struct UnknownSource: Error, Sendable, Hashable, CustomStringConvertible {
    public var id: String
    public var language: String
    public var known: [String]

    public var description: String {
        "The language \(language) has no source \"\(id)\": expected one of \(known.joined(separator: ", "))."
    }
}

extension Source {
    /// The reply that a verdict on a page of this source makes.
    func reply(_ verdict: Verdict, to query: Query, page: Page?) -> LookupReply {
        var credit = credit
        credit.url = page?.finalURL ?? (try? url(of: query.word)) ?? credit.url
        return LookupReply(
            word: query.word, language: query.language, outcome: verdict.outcome, source: credit,
            entries: verdict.entries, fetchedAt: page?.fetchedAt, error: verdict.explanation)
    }
}
