import Foundation
import GRDB

/// Which answers are meant.
public struct AnswerChoice: Sendable, Hashable {
    /// A code; nil for all languages.
    public var language: String?
    /// An id; nil for all sources.
    public var source: String?
    /// In its normal form.
    public var word: String?
    /// Only what was fetched before this moment.
    public var before: Date?

    /// All answers, narrowed by whatever is given.
    public init(language: String? = nil, source: String? = nil, word: String? = nil, before: Date? = nil) {
        self.language = language
        self.source = source
        self.word = word
        self.before = before
    }

    /// Whether an answer is one of them.
    public func contains(_ key: AnswerKey, fetchedAt: Date) -> Bool {
        (language ?? key.language) == key.language && (source ?? key.source) == key.source
            && (word ?? key.word) == key.word && before.map { fetchedAt < $0 } ?? true
    }

    private var conditions: [(String, any DatabaseValueConvertible)] {
        [
            language.map { ("language = ?", $0) }, source.map { ("source = ?", $0) }, word.map { ("word = ?", $0) },
            before.map { ("fetched_at < ?", $0.milliseconds) },
        ].compactMap(\.self)
    }

    /// In SQL.
    var condition: String { conditions.isEmpty ? "TRUE" : conditions.map(\.0).joined(separator: " AND ") }

    /// What stands for the question marks of `condition`.
    var arguments: StatementArguments { StatementArguments(conditions.map { $0.1 as (any DatabaseValueConvertible)? }) }
}
