import Foundation
import Lexicon

/// How long the answers of one source are good for, and what reads them today.
package struct AnswerTerms: Sendable, Hashable {
    package var lifetimes: Lifetimes
    /// That of the manifest and the extractor. An answer that another one read is past its lifetime.
    package var revision: String

    /// Says both.
    package init(lifetimes: Lifetimes = .init(), revision: String) {
        self.lifetimes = lifetimes
        self.revision = revision
    }

    /// What is left to an answer.
    struct Rest: Equatable {
        /// How long it may be given as it is; nothing or less where it is past its lifetime.
        var fresh: Duration
        /// How long it may be given while the site fails; nothing or less where it is of no use any more.
        var stale: Duration
    }

    /// What is left at `now` to an answer.
    ///
    /// The clock may be wrong, here or where the answer was made: a moment to come is taken for now. What was learnt
    /// together would else be asked for again together, so the lifetime of each ends a little earlier, by its word.
    func rest(of answer: SourceAnswer, for key: AnswerKey, now: Date) -> Rest {
        guard let lifetime = lifetimes.lifetime(of: answer.outcome) else { return Rest(fresh: .zero, stale: .zero) }
        let age = Duration.milliseconds(max(0, now.milliseconds - answer.fetchedAt.milliseconds))
        let isOfToday = answer.revision == revision
        return Rest(
            fresh: isOfToday ? lifetime - lifetime * Self.cut(of: key) - age : .zero,
            stale: lifetime + lifetimes.stale - age)
    }

    /// The part of its lifetime that an answer does without: up to a tenth.
    private static func cut(of key: AnswerKey) -> Double {
        Double(fingerprint(of: key.word.utf8) % 1_000) / 10_000
    }
}
