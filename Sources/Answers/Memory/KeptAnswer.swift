import Lexicon

/// What there is to say at hand of one word by one source.
///
/// An object, because it is handed about for every request: its reply has an encoded form, which is made once.
package final class KeptAnswer: Sendable {
    /// What is said until `expiry`, be it that the site has changed its mark-up.
    package let reply: LookupReply
    package let expiry: ContinuousClock.Instant
    /// What the source said when it last could; nil where it never did.
    package let answer: SourceAnswer?
    /// Until when that may be given while the site fails.
    package let end: ContinuousClock.Instant
    /// Where it came from, until it was asked for here.
    let tier: AnswerTier
    let cost: Int

    init(
        reply: LookupReply, expiry: ContinuousClock.Instant, answer: SourceAnswer?, end: ContinuousClock.Instant,
        tier: AnswerTier
    ) {
        self.reply = reply
        self.expiry = expiry
        self.answer = answer
        self.end = end
        self.tier = tier
        cost = reply.estimatedBytes
    }

    /// The same once it was asked for here.
    var atHand: KeptAnswer {
        KeptAnswer(reply: reply, expiry: expiry, answer: answer, end: end, tier: .memory)
    }

    /// The reply, where it may be given as it is.
    package func reply(at now: ContinuousClock.Instant) -> LookupReply? { expiry > now ? reply : nil }

    /// The answer, where it may be given while the site fails.
    package func standIn(at now: ContinuousClock.Instant) -> LookupReply? {
        answer != nil && end > now ? reply.fromCache(stale: true) : nil
    }
}

/// Where an answer was found.
package enum AnswerTier: String, Sendable, CaseIterable {
    /// This process had it at hand.
    case memory
    /// A process of this machine had left it on disk.
    case disk
    /// Another worker had shared it.
    case fleet
}

extension LookupReply {
    /// What the answer takes in memory, by estimate: its texts, for each of them and each sense what surrounds it, and
    /// as much again for its encoded forms, each of which has the word twice.
    fileprivate var estimatedBytes: Int {
        1_000 + 5 * word.utf8.count + 2 * entries.reduce(0) { $0 + $1.estimatedBytes }
    }
}
