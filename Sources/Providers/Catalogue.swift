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
    /// Bytes that answers at hand may take, by default.
    public static let cacheBytes = 32 * 1024 * 1024

    let byCode: [String: Language]
    private let names: Languages
    private let sources: [String: Source]
    /// What reading a page may cost.
    let limits: ReadingLimits
    private let lookups: SourceLookup
    private let pacing: PacedFetcher?
    private let flights = SingleFlight<Query.Subject, LookupReply>()
    private let cache: Mutex<AnswerCache<Query.Subject>>
    private let unread: (@Sendable (UnreadLookup) -> Void)?
    private let figures: FieldFigures
    private let logger: Logger

    public let languages: [LanguageSummary]

    /// Loads every language of `directory`.
    ///
    /// - Parameters:
    ///   - fetcher: Brings the pages, with all the manners that sites are due.
    ///   - pacing: That of its manners by which it keeps a source's pace; nil where it keeps none.
    ///   - cacheBytes: What the answers at hand may take; 0 keeps none.
    ///   - limits: What reading a page may cost; a page that wants more is `markup_changed`.
    ///   - unread: Told, in the middle of a lookup, of a source whose pages came and could not be read; must not block.
    /// - Throws: All faults of all manifests at once.
    public init(
        directory: String, fetcher: any PageFetcher, pacing: PacedFetcher? = nil,
        cacheBytes: Int = Catalogue.cacheBytes, limits: ReadingLimits = ReadingLimits(),
        unread: (@Sendable (UnreadLookup) -> Void)? = nil, logger: Logger
    ) throws(ManifestFaults) {
        let loaded = try ManifestFolder(path: directory).languages()
        languages = loaded.map(\.summary)
        byCode = Dictionary(uniqueKeysWithValues: loaded.map { ($0.code, $0) })
        names = Languages(languages)
        sources = Dictionary(uniqueKeysWithValues: loaded.flatMap(\.sources).map { ($0.key, $0) })
        self.limits = limits
        lookups = SourceLookup(fetcher: fetcher, limits: limits)
        self.pacing = pacing
        cache = Mutex(AnswerCache(capacity: cacheBytes))
        self.unread = unread
        figures = FieldFigures(logger: logger)
        self.logger = logger
    }

    /// The languages of the manifests of `directory`, where nothing is to be looked up.
    ///
    /// - Throws: All faults of all manifests at once.
    public static func languages(of directory: String) throws(ManifestFaults) -> [LanguageSummary] {
        try ManifestFolder(path: directory).languages().map(\.summary)
    }

    public func code(of name: String) -> String? {
        names.code(of: name)
    }

    public func cached(_ query: Query) -> LookupReply? {
        query.fresh ? nil : cache.withLock { $0.reply(for: query.subject, now: .now) }
    }

    public func course(of query: Query) -> LookupCourse {
        if let refusal = refusal(of: query) { return LookupCourse(query, answeredBy: refusal) }
        return LookupCourse(query, sources: sources(of: query).map(\.key))
    }

    public func ask(_ course: LookupCourse, begun: @escaping @Sendable () -> Void) async -> LookupCourse {
        var course = course
        let query = course.query
        guard let source = course.next.flatMap({ sources[$0] }) else { return course }
        let budget = Budget(course.allowance, begun: begun)
        // Whoever keeps no pace, asks at once.
        if pacing == nil { budget.run() }
        let answer = await lookups.ask(source, for: query.word, budget: budget)
        logger.debug(
            "asked", metadata: ["source": "\(source.key)", "outcome": "\(answer.verdict.outcome.rawValue)"])
        if let lookup = UnreadLookup(of: query, at: source, answer) { unread?(lookup) }
        note(answer, to: query, from: source)
        course.heard(
            source.reply(answer.verdict, to: query, page: answer.page), after: budget.limit - budget.remaining)
        // Left by all, a lookup may have been cut off: "no such word" would be too much said.
        if course.next == nil, !Task.isCancelled {
            cache.withLock { $0.store(course.reply, for: query.subject, now: .now) }
        }
        return course
    }

    /// What the answers of sources lack by now, of what their manifests expect.
    public var drifting: [DriftingField] { figures.drifting }

    private func note(_ answer: SourceLookup.Answer, to query: Query, from source: Source) {
        // An entry that only refers elsewhere says nothing of the mark-up of senses.
        guard answer.verdict.outcome == .found else { return }
        let missing = figures.note(answer.verdict.entries, from: source.key, floors: source.floors)
        guard let drift = missing.first, let lookup = UnreadLookup(of: query, at: source, answer, lacking: drift) else {
            return
        }
        unread?(lookup)
    }

    /// The answer to `query`, whoever's turn it is. Whatever goes wrong is an outcome of the reply. Its `id` is nil: that
    /// is the caller's.
    public func lookup(_ query: Query) async -> LookupReply {
        let course = course(of: query)
        guard course.next != nil else { return course.reply }
        if let reply = cached(query) { return reply }
        // Whoever waits leaves at a deadline of its own; the work ends with the last of them.
        let reply = await flights.value(for: query.subject, deadline: query.deadline) { [self] in
            var course = course
            while course.next != nil, !Task.isCancelled { course = await ask(course) {} }
            return course.reply
        }
        return reply
            ?? LookupReply(
                word: query.word, language: query.language, outcome: .unavailable,
                error: "No source answered before the request's deadline.")
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
}

extension Catalogue {
    public func whenOpen(_ source: String, _ call: @escaping @Sendable () -> Void) {
        guard let pacing, let pace = sources[source]?.pace else { return call() }
        pacing.whenOpen(source, pace, call)
    }

    public func expectedWait(at source: String, behind others: Int) -> Duration {
        guard let pacing, let pace = sources[source]?.pace else { return .zero }
        return pacing.expectedWait(of: source, pace, behind: others)
    }

    public func turnsPerSecond(at source: String) -> Double? {
        guard let pacing, let pace = sources[source]?.pace else { return nil }
        return pacing.rate(of: source, pace)
    }

    public func setShare(_ part: Double, phase: Double, of language: String) {
        pacing?.setShare(PaceShare(part: part, phase: phase), of: language)
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
