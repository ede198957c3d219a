import Foundation
import Lexicon
import Synchronization

/// What sources have said, kept: at hand in memory, behind it on disk, and told to whoever shares it with others.
public final class AnswerShelf: Sendable {
    /// Something that was learnt here.
    public typealias News = @Sendable (AnswerKey, SourceAnswer) -> Void

    private struct Place: Hashable {
        let language: String
        let source: String
    }

    /// Behind memory; nil where answers do not outlive the process.
    public let disk: AnswerDisk?
    private let memory: Mutex<AnswerMemory>
    private let sources: [Place: AnswerSource]
    private let pause: Duration
    private let news = Mutex<News?>(nil)
    let metrics = AnswerMetrics()

    /// - Parameter sources: Those whose answers are kept; others' are passed over.
    package init(of sources: [AnswerSource], keeping: AnswerKeeping) {
        self.sources = Dictionary(
            uniqueKeysWithValues: sources.map { (Place(language: $0.language, source: $0.credit.id), $0) })
        memory = Mutex(AnswerMemory(capacity: keeping.memoryBytes))
        pause = keeping.pause
        disk = keeping.disk
    }

    /// Calls `handler` with each answer that a site gives from now on.
    public func onNews(_ handler: @escaping News) { news.withLock { $0 = handler } }

    /// How long the longest-lived answer of all sources may be of use.
    public var longestLife: Duration { sources.values.map(\.terms.lifetimes.longest).max() ?? .zero }

    // MARK: At hand

    /// What `sources` say of a word, asked in this order, where it is at hand: the first that has the word ends it.
    package func reply(to word: String, language: String, sources: [String]) -> LookupReply? {
        let word = normalForm(of: word)
        let now = ContinuousClock.now
        return memory.withLock { memory in
            var others: [LookupReply] = []
            for source in sources {
                let key = AnswerKey(language: language, source: source, normalWord: word)
                guard let reply = take(key, from: &memory, at: now) else { return nil }
                if reply.outcome == .found { return reply }
                others.append(reply)
            }
            let outcome = Outcome.combined(others.map(\.outcome))
            return others.first { $0.outcome == outcome }
        }
    }

    /// What one source says of a word, where it is at hand.
    package func reply(for key: AnswerKey) -> LookupReply? {
        memory.withLock { take(key, from: &$0, at: .now) }
    }

    private func take(_ key: AnswerKey, from memory: inout AnswerMemory, at now: ContinuousClock.Instant)
        -> LookupReply?
    {
        guard let kept = memory.answer(for: key), let reply = kept.reply(at: now) else { return nil }
        metrics.hit(kept.tier)
        if kept.tier != .memory { memory.keep(kept.atHand, for: key) }
        return reply
    }

    // MARK: Behind it

    /// Whether there is more than what is at hand.
    package var isDeep: Bool { disk != nil }

    /// Brings what the disk has under `keys` to hand, then calls `then` with it, on any thread.
    package func fetch(_ keys: [AnswerKey], then: @escaping @Sendable ([AnswerKey: KeptAnswer]) -> Void) {
        guard let disk else { return then([:]) }
        disk.read(keys) { [self] found in
            var kept: [AnswerKey: KeptAnswer] = [:]
            for (key, stored) in found {
                kept[key] = source(of: key)?.kept(stored.answer, for: key, tier: stored.isShared ? .fleet : .disk)
            }
            memory.withLock { memory in
                for (key, answer) in kept where isNews(answer, for: key, in: &memory) { memory.keep(answer, for: key) }
            }
            then(kept)
        }
    }

    /// What is known of a word by one source, however old, where it is of any use still.
    package func latest(_ key: AnswerKey) async -> KeptAnswer? {
        let known = memory.withLock { $0.answer(for: key) }
        guard isDeep, known?.reply(at: .now) == nil else { return known }
        let kept = await withCheckedContinuation { continuation in
            fetch([key]) { continuation.resume(returning: $0[key]) }
        }
        guard let fetchedAt = kept?.answer?.fetchedAt, let other = known?.answer?.fetchedAt else {
            return kept ?? known
        }
        return fetchedAt > other ? kept : known
    }

    /// Notes that a site is about to be asked for a word; false where another process of this machine is at it.
    package func claim(_ key: AnswerKey) async -> Bool { await disk?.claim(key) ?? true }

    /// Notes that the site was asked.
    package func release(_ key: AnswerKey) { disk?.release(key) }

    /// A hit that needed no place in memory.
    package func count(_ kept: KeptAnswer) { metrics.hit(kept.tier) }

    // MARK: Learning

    /// Keeps what a site has just said, and tells others.
    package func learn(_ answer: SourceAnswer, for key: AnswerKey) {
        guard let kept = source(of: key)?.kept(answer, for: key, tier: .memory) else { return forgetAtHand(key) }
        memory.withLock { $0.keep(kept, for: key) }
        disk?.write([.keep(key, answer.encoded(), fetchedAt: answer.fetchedAt, isShared: false)])
        news.withLock { $0 }?(key, answer)
    }

    /// Notes that a site could not answer in a way that will not pass in a moment: it is left alone with this word for a
    /// while. In memory alone: it is nothing that the site has said of the word.
    ///
    /// - Parameters:
    ///   - reply: What is said meanwhile.
    ///   - old: What the site said before.
    package func pause(_ key: AnswerKey, saying reply: LookupReply, old: KeptAnswer?) {
        let now = ContinuousClock.now
        let expiry = now + pause
        // What stands in is not given beyond its own end.
        let isStandIn = reply.stale && old != nil
        let kept = KeptAnswer(
            reply: reply.fromCache(stale: reply.stale), expiry: isStandIn ? min(expiry, old?.end ?? expiry) : expiry,
            answer: old?.answer, end: old?.end ?? now, tier: .memory)
        memory.withLock { $0.keep(kept, for: key) }
    }

    /// What came of an answer that another process shared.
    public enum Reception: Sendable, Hashable {
        /// It is kept, or known already.
        case taken
        /// It is of a source that there is not here, or of no use any more.
        case passedOver
    }

    /// Takes what another process shared to hand. On disk it is kept by whoever reads it, together with where it was
    /// read.
    @discardableResult
    public func take(_ answer: SourceAnswer, for key: AnswerKey) -> Reception {
        guard let kept = source(of: key)?.kept(answer, for: key, tier: .fleet) else { return .passedOver }
        memory.withLock { memory in
            if isNews(kept, for: key, in: &memory) { memory.keep(kept, for: key) }
        }
        return .taken
    }

    /// Whether a shared answer would be of use here.
    public func isOfUse(_ answer: SourceAnswer, for key: AnswerKey, now: Date = Date()) -> Bool {
        guard let terms = source(of: key)?.terms else { return false }
        let rest = terms.rest(of: answer, for: key, now: now)
        return rest.fresh > .zero || rest.stale > .zero
    }

    /// Whether there is such a source here.
    public func knows(_ key: AnswerKey) -> Bool { source(of: key) != nil }

    /// Whether something is kept at hand for `key`.
    public func hasAtHand(_ key: AnswerKey) -> Bool { memory.withLock { $0.answer(for: key) != nil } }

    /// Forgets what is at hand, and on disk, of a word by one source.
    public func forget(_ key: AnswerKey) {
        memory.withLock { $0.forget(key) }
        disk?.write([.forget(key)])
    }

    /// Forgets what is at hand of a word by one source.
    public func forgetAtHand(_ key: AnswerKey) { memory.withLock { $0.forget(key) } }

    /// Shows how much is kept. Before each page of metrics.
    public func refreshMetrics() {
        let (count, cost) = memory.withLock { ($0.count, $0.cost) }
        metrics.show(.memory, count: count, bytes: cost)
        if let kept = disk?.extent { metrics.show(.disk, count: kept.answers, bytes: kept.bytes) }
    }

    private func source(of key: AnswerKey) -> AnswerSource? {
        sources[Place(language: key.language, source: key.source)]
    }

    /// Whether `answer` is newer than what is at hand.
    private func isNews(_ answer: KeptAnswer, for key: AnswerKey, in memory: inout AnswerMemory) -> Bool {
        guard let known = memory.answer(for: key)?.answer, let fetchedAt = answer.answer?.fetchedAt else { return true }
        return fetchedAt > known.fetchedAt
    }
}
