import Answers
import Extraction
import Foundation
import Lexicon
import Logging
import Synchronization
import Web

/// The languages of a folder of manifests, and the answers of their sources.
///
/// Sources are tried in order: the first that has the word ends it. The same word is asked for once at a time, and what
/// each source says is kept.
public final class Catalogue: LookupService {
    let byCode: [String: Language]
    private let names: Languages
    private let sources: [String: Source]
    /// What reading a page may cost.
    let limits: ReadingLimits
    private let lookups: SourceLookup
    private let pacing: PacedFetcher?
    private let flights = SingleFlight<LookupQuery.Subject, LookupReply>()
    /// What sources have said.
    public let answers: AnswerShelf
    /// The ids of each language's sources, in their order; languages as in `languages`.
    private let sourceIDs: [[String]]
    private let codes: [String]
    let metrics = RenewalMetrics()
    private let unread: (@Sendable (UnreadLookup) -> Void)?
    private let figures: FieldFigures
    private let logger: Logger

    /// Those whose manifests were loaded, by code.
    public let languages: [LanguageSummary]

    /// Loads every language of `directory`.
    ///
    /// - Parameters:
    ///   - fetcher: Brings the pages, with all the manners that sites are due.
    ///   - pacing: That of its manners by which it keeps a source's pace; nil where it keeps none.
    ///   - keeping: What the answers may take that are kept, and where they lie.
    ///   - limits: What reading a page may cost; a page that wants more is `markup_changed`.
    ///   - unread: Told, in the middle of a lookup, of a source whose pages came and could not be read; must not block.
    /// - Throws: All faults of all manifests at once.
    public init(
        directory: String, fetcher: any PageFetcher, pacing: PacedFetcher? = nil,
        keeping: AnswerKeeping = AnswerKeeping(), limits: ReadingLimits = ReadingLimits(),
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
        answers = AnswerShelf(
            of: loaded.flatMap { language in
                language.sources.map {
                    AnswerSource(
                        language: language.code, credit: $0.credit,
                        terms: AnswerTerms(lifetimes: $0.lifetimes, revision: $0.revision))
                }
            }, keeping: keeping)
        codes = loaded.map(\.code)
        sourceIDs = loaded.map { $0.sources.map(\.credit.id) }
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

    /// By code, name or alias, whatever the case.
    public func code(of name: String) -> String? {
        names.code(of: name)
    }

    /// From memory alone, where all that it takes is there.
    public func cached(_ query: LookupQuery) -> LookupReply? {
        // A handful of codes of a few bytes: comparing them costs less than hashing one.
        guard !query.fresh, let place = codes.firstIndex(of: query.language) else { return nil }
        let ids = sourceIDs[place]
        guard let chosen = query.sources else {
            return answers.reply(to: query.word, language: query.language, sources: ids)
        }
        guard !chosen.isEmpty, chosen.allSatisfy(ids.contains) else { return nil }
        return answers.reply(to: query.word, language: query.language, sources: ids.filter(chosen.contains))
    }

    /// With what is at hand taken in; refused where the language or source is none.
    public func course(of query: LookupQuery) -> LookupCourse {
        if let refusal = refusal(of: query) { return LookupCourse(query, answeredBy: refusal) }
        var course = LookupCourse(query, sources: sources(of: query).map(\.key))
        hearKnown(&course)
        return course
    }

    /// With what the disk has too.
    public func recall(_ query: LookupQuery, then: @escaping @Sendable (LookupCourse) -> Void) {
        let course = course(of: query)
        guard course.next != nil, answers.isDeep, !query.fresh else { return then(course) }
        let keys = course.remaining.compactMap { sources[$0]?.answerKey(of: query) }
        answers.fetch(keys) { [self] found in
            var course = course
            hearKnown(&course, among: found)
            then(course)
        }
    }

    /// Hears the next sources as far as is known what they say.
    ///
    /// - Parameter found: Answers beside those at hand.
    private func hearKnown(_ course: inout LookupCourse, among found: [AnswerKey: KeptAnswer] = [:]) {
        guard !course.query.fresh else { return }
        while let source = course.next.flatMap({ sources[$0] }) {
            let key = source.answerKey(of: course.query)
            if let reply = answers.reply(for: key) {
                course.knew(reply)
            } else if let kept = found[key], let reply = kept.reply(at: .now) {
                answers.count(kept)
                course.knew(reply)
            } else {
                return
            }
        }
    }

    /// Fetches and reads the page of the next source.
    public func ask(_ course: LookupCourse, begun: @escaping @Sendable () -> Void) async -> LookupCourse {
        var course = course
        let query = course.query
        guard let source = course.next.flatMap({ sources[$0] }) else { return course }
        let key = source.answerKey(of: query)
        guard await mayAsk(key, query) else {
            // Another process of this machine is at it, and the turn is another's.
            course.waited()
            begun()
            hearKept(await answers.latest(key), &course)
            return course
        }
        defer { if !query.fresh { answers.release(key) } }
        // Behind the claim, so that whoever had it is seen to be done.
        let old = query.fresh ? nil : await answers.latest(key)
        // Somebody else may have asked meanwhile.
        if hearKept(old, &course) { return course }
        let budget = Budget(course.allowance, begun: begun)
        // Whoever keeps no pace, asks at once.
        if pacing == nil { budget.run() }
        let said = await ask(source, query, budget, old)
        course.heard(said, after: budget.limit - budget.remaining)
        hearKnown(&course)
        return course
    }

    /// Whether this process is the one of its machine that asks for a word.
    private func mayAsk(_ key: AnswerKey, _ query: LookupQuery) async -> Bool {
        if query.fresh { return true }
        return await answers.claim(key)
    }

    /// Hears what is kept of the next source's word, and then the sources behind it that are known too; false where it is
    /// nothing, or too old.
    @discardableResult
    private func hearKept(_ kept: KeptAnswer?, _ course: inout LookupCourse) -> Bool {
        guard let kept, let reply = kept.reply(at: .now) else { return false }
        answers.count(kept)
        course.knew(reply)
        hearKnown(&course)
        return true
    }

    /// What the answers of sources lack by now, of what their manifests expect.
    public var drifting: [DriftingField] { figures.drifting }

    private func note(_ answer: SourceLookup.Finding, to query: LookupQuery, from source: Source) {
        // An entry that only refers elsewhere says nothing of the mark-up of senses.
        guard answer.verdict.outcome == .found else { return }
        let missing = figures.note(answer.verdict.entries, from: source.key, floors: source.floors)
        guard let drift = missing.first, let lookup = UnreadLookup(of: query, at: source, answer, lacking: drift) else {
            return
        }
        unread?(lookup)
    }

    /// What a source says to a query, and what is said in its place where it fails.
    private func ask(_ source: Source, _ query: LookupQuery, _ budget: Budget, _ old: KeptAnswer?) async -> LookupReply
    {
        let key = source.answerKey(of: query)
        let known = old?.answer.flatMap { $0.revision == source.revision ? $0.validators : nil }
        let said = await lookups.ask(source, for: query.word, budget: budget, unlessLike: known)
        if said.isUnchanged, var answer = old?.answer, let page = said.page {
            answer.fetchedAt = page.fetchedAt
            if let validators = PageValidators(answering: page) { answer.validators = validators }
            answers.learn(answer, for: key)
            metrics.count(.unchanged, at: source.key)
            return source.reply(answer, to: query)
        }
        let verdict = said.verdict
        logger.debug("asked", metadata: ["source": "\(source.key)", "outcome": "\(verdict.outcome.rawValue)"])
        if let lookup = UnreadLookup(of: query, at: source, said) { unread?(lookup) }
        note(said, to: query, from: source)
        let reply = source.reply(verdict, to: query, page: said.page)
        switch verdict.outcome {
        case .found, .notFound:
            guard let answer = SourceAnswer(said, by: source) else { return reply }
            answers.learn(answer, for: key)
            if old != nil { metrics.count(.changed, at: source.key) }
            return source.reply(answer, to: query)
        default:
            // Left by all, a lookup was cut off: the site has not failed.
            guard !Task.isCancelled else { return reply }
            let standIn = old?.standIn(at: .now)
            if standIn != nil { metrics.countStale(at: source.key) }
            let isLasting = [.blocked, .markupChanged].contains(verdict.outcome)
            if isLasting, !query.fresh { answers.pause(key, saying: standIn ?? reply, old: old) }
            return standIn ?? reply
        }
    }

    /// The answer to `query`, whoever's turn it is. Whatever goes wrong is an outcome of the reply. Its `id` is nil: that
    /// is the caller's.
    public func lookup(_ query: LookupQuery) async -> LookupReply {
        let course = await withCheckedContinuation { continuation in
            recall(query) { continuation.resume(returning: $0) }
        }
        guard course.next != nil else { return course.reply }
        // Whoever waits leaves at a deadline of its own; the work ends with the last of them.
        let reply = await flights.value(for: query.subject, deadline: query.deadline) { [self] in
            var course = course
            while let source = course.next, !Task.isCancelled {
                course = await ask(course) {}
                if course.next == source { try? await Task.sleep(for: LookupCourse.timeBetweenLooks) }
            }
            return course.reply
        }
        return reply
            ?? LookupReply(
                word: query.word, language: query.language, outcome: .unavailable,
                error: "No source answered before the request's deadline.")
    }

    /// The languages' sources that the query asks for, in the manifest's order.
    private func sources(of query: LookupQuery) -> [Source] {
        let all = byCode[query.language]?.sources ?? []
        guard let chosen = query.sources else { return all }
        return all.filter { chosen.contains($0.credit.id) }
    }

    private func refusal(of query: LookupQuery) -> LookupReply? {
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
    /// At once where no pace is kept, as over recorded pages.
    public func whenOpen(_ source: String, _ call: @escaping @Sendable () -> Void) {
        guard let pacing, let pace = sources[source]?.pace else { return call() }
        pacing.whenOpen(source, pace, call)
    }

    /// Zero where no pace is kept.
    public func expectedWait(at source: String, behind others: Int) -> Duration {
        guard let pacing, let pace = sources[source]?.pace else { return .zero }
        return pacing.expectedWait(of: source, pace, behind: others)
    }

    /// Nil where no pace is kept.
    public func turnsPerSecond(at source: String) -> Double? {
        guard let pacing, let pace = sources[source]?.pace else { return nil }
        return pacing.rate(of: source, pace)
    }

    /// Of all sources of the language.
    public func setShare(_ part: Double, phase: Double, of language: String) {
        pacing?.setShare(PaceShare(part: part, phase: phase), of: language)
    }
}

/// A source was named that its language lacks.
public struct UnknownSource: Error, Sendable, Hashable, CustomStringConvertible {
    /// As it was named.
    public var id: String
    /// The code of the language that was asked.
    public var language: String
    /// The ids that there are.
    public var known: [String]

    public var description: String {
        "The language \(language) has no source \"\(id)\": expected one of \(known.joined(separator: ", "))."
    }
}

extension SourceAnswer {
    /// What a source has said; nil where there is no page that it said it on.
    fileprivate init?(_ said: SourceLookup.Finding, by source: Source) {
        guard let page = said.page else { return nil }
        self.init(
            outcome: said.verdict.outcome, entries: said.verdict.entries, explanation: said.verdict.explanation,
            url: page.finalURL, fetchedAt: page.fetchedAt, validators: PageValidators(page), revision: source.revision)
    }
}

extension Source {
    /// What its answer to `query` is kept under.
    func answerKey(of query: LookupQuery) -> AnswerKey {
        AnswerKey(language: query.language, source: credit.id, word: query.word)
    }

    /// The reply that an answer of this source makes which it has just confirmed.
    func reply(_ answer: SourceAnswer, to query: LookupQuery) -> LookupReply {
        var credit = credit
        credit.url = answer.url ?? credit.url
        return LookupReply(
            word: query.word, language: query.language, outcome: answer.outcome, source: credit,
            entries: answer.entries, fetchedAt: answer.fetchedAt, error: answer.explanation)
    }

    /// The reply that a verdict on a page of this source makes.
    func reply(_ verdict: Verdict, to query: LookupQuery, page: Page?) -> LookupReply {
        var credit = credit
        credit.url = page?.finalURL ?? (try? url(of: query.word)) ?? credit.url
        return LookupReply(
            word: query.word, language: query.language, outcome: verdict.outcome, source: credit,
            entries: verdict.entries, fetchedAt: page?.fetchedAt, error: verdict.explanation)
    }
}
