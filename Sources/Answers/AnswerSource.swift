import Foundation
import Lexicon

/// A source, as far as its answers are kept: whom they come from, and on what terms.
package struct AnswerSource: Sendable {
    package var language: String
    package var credit: SourceCredit
    package var terms: AnswerTerms

    /// Says what there is to know.
    package init(language: String, credit: SourceCredit, terms: AnswerTerms) {
        self.language = language
        self.credit = credit
        self.terms = terms
    }

    /// The reply that `answer` makes, as it comes from what is kept.
    func reply(_ answer: SourceAnswer, to key: AnswerKey) -> LookupReply {
        var credit = credit
        credit.url = answer.url ?? credit.url
        return LookupReply(
            word: key.word, language: language, outcome: answer.outcome, source: credit, entries: answer.entries,
            fetchedAt: answer.fetchedAt, cached: true, error: answer.explanation)
    }

    /// What there is to say at hand by `answer`; nil where it is of no use any more.
    func kept(_ answer: SourceAnswer, for key: AnswerKey, tier: AnswerTier, now: Date = Date()) -> KeptAnswer? {
        let rest = terms.rest(of: answer, for: key, now: now)
        let clock = ContinuousClock.now
        guard rest.fresh > .zero || rest.stale > .zero else { return nil }
        return KeptAnswer(
            reply: reply(answer, to: key), expiry: clock + rest.fresh, answer: answer, end: clock + rest.stale,
            tier: tier)
    }
}
