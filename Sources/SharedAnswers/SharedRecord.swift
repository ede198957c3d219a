import Answers
import Foundation
import Kafka

/// A record of the topic that could be read.
enum SharedRecord {
    /// An answer, with its value as it came.
    case answer(AnswerKey, SourceAnswer, [UInt8])
    /// That nothing is to be kept under a key.
    case forget(AnswerKey)

    /// How wrong the clock of a worker may be.
    private static let skew: TimeInterval = 86_400

    /// Nil for what is none: anybody may write to a topic.
    init?(_ record: ConsumerRecord, now: Date) {
        guard let key = Self.key(of: record) else { return nil }
        guard let value = record.value else {
            self = .forget(key)
            return
        }
        // One from far ahead would pass for the newest for as long.
        guard let answer = try? SourceAnswer(decoding: value), answer.fetchedAt < now + Self.skew else { return nil }
        self = .answer(key, answer, value)
    }

    /// What it is about; nil for what is none.
    static func key(of record: ConsumerRecord) -> AnswerKey? {
        record.key.flatMap { String(validating: $0, as: UTF8.self) }.flatMap(AnswerKey.init(_:))
    }

    var key: AnswerKey {
        switch self {
        case .answer(let key, _, _), .forget(let key): key
        }
    }

    /// What the disk is to make of it.
    var change: AnswerDisk.Shared {
        switch self {
        case .answer(let key, let answer, let value): .answer(key, value, fetchedAt: answer.fetchedAt)
        case .forget(let key): .forget(key)
        }
    }

    var isForgetting: Bool {
        if case .forget = self { true } else { false }
    }
}
