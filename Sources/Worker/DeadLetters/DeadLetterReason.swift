import Kafka
import Lexicon

/// Why a request ended among the dead letters. The raw value is the header `dico-dead-letter-reason`.
public enum DeadLetterReason: String, Sendable, CaseIterable {
    /// The value is no request.
    case undecodable
    /// The request was understood and refused, and there is nowhere to say so.
    case rejected
    /// The reply topic or partition may not be written to.
    case replyAddress = "bad_reply_address"
    /// The request names no place for its reply.
    case noReplyAddress = "no_reply_address"
    /// The broker would not take the reply.
    case undeliverable
}

/// How much of a request its dead letter holds. What the broker took with its own headers may be too large for it with
/// those of a dead letter.
enum DeadLetterExtent {
    case whole, withoutValue
    /// Only why, and where the request lies.
    case origin

    /// What is not there, as the letter says; nil where all of it is.
    var omitted: String? {
        switch self {
        case .whole: nil
        case .withoutValue: "value"
        case .origin: "key, value, headers"
        }
    }

    /// The next smaller one.
    var less: DeadLetterExtent? {
        switch self {
        case .whole: .withoutValue
        case .withoutValue: .origin
        case .origin: nil
        }
    }
}

extension ProducerRecord {
    /// The dead letter of `request`: its key, value and headers untouched, and beside them why and where it came from.
    static func deadLetter(
        of request: ConsumerRecord, reason: DeadLetterReason, detail: String, to topic: String,
        extent: DeadLetterExtent = .whole
    ) -> ProducerRecord {
        let origin = request.topicPartition
        let why: [(String, String)] =
            [
                (WireHeader.deadLetterReason, reason.rawValue), (WireHeader.deadLetterDetail, detail),
                (WireHeader.deadLetterTopic, origin.topic), (WireHeader.deadLetterPartition, String(origin.partition)),
                (WireHeader.deadLetterOffset, String(request.offset)),
                (WireHeader.deadLetterTimestamp, String(request.timestamp)),
            ] + (extent.omitted.map { [(WireHeader.deadLetterOmitted, $0)] } ?? [])
        return ProducerRecord(
            topic: topic, key: extent == .origin ? nil : request.key, value: extent == .whole ? request.value : nil,
            headers: (extent == .origin ? [] : request.headers) + why.map { Header(name: $0, value: Array($1.utf8)) })
    }
}
