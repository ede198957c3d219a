import Foundation
import Kafka
import Lexicon

/// A request that ended among the dead letters, with what its letter tells of why, and of where it came from.
public struct DeadLetter: Sendable, Hashable {
    /// Where a letter lies in the topic of the dead letters. People write it "partition:offset".
    public struct Place: Sendable, Hashable, Comparable {
        /// Of the topic of the dead letters.
        public var partition: Int32
        /// Within the partition.
        public var offset: Int64

        public static func < (left: Place, right: Place) -> Bool {
            (left.partition, left.offset) < (right.partition, right.offset)
        }
    }

    /// Where a request was read.
    public struct Origin: Sendable, Hashable {
        /// Of the request topic, which its replay goes back to.
        public var topicPartition: TopicPartition
        /// Of the request itself.
        public var offset: Int64
        /// When the request was sent; nil where the broker did not know.
        public var sentAt: Date?
    }

    /// By which people name it.
    public var place: Place
    /// When the letter was written; nil where the broker does not know.
    public var buriedAt: Date?
    /// A raw value of `DeadLetterReason`, unless a stranger wrote it; nil for a record that is no letter.
    public var reason: String?
    /// A sentence about the reason.
    public var detail: String?
    /// What of the request is not here because it was too large, such as "value"; nil where all of it is.
    public var omitted: String?
    /// When it was last put back; nil where it never was, as far as its topic tells.
    public var replayedAt: Date?
    /// Nil where the headers that tell it are missing or wrong.
    public var origin: Origin?
    /// The request's own, to the byte.
    public var key: [UInt8]?
    /// The request's own, to the byte.
    public var value: [UInt8]?
    /// The request's own, in their order: without those that the letter added.
    public var headers: [Header]

    /// Any record can be read as one: what is missing is nil.
    public init(_ record: ConsumerRecord) {
        place = Place(partition: record.topicPartition.partition, offset: record.offset)
        buriedAt = Date(milliseconds: record.timestamp)
        key = record.key
        value = record.value
        let (own, added) = Self.split(record.headers)
        headers = own
        reason = added[WireHeader.deadLetterReason]
        detail = added[WireHeader.deadLetterDetail]
        omitted = added[WireHeader.deadLetterOmitted]
        if let topic = added[WireHeader.deadLetterTopic],
            let partition = added[WireHeader.deadLetterPartition].flatMap({ Int32($0) }), partition >= 0,
            let offset = added[WireHeader.deadLetterOffset].flatMap({ Int64($0) })
        {
            origin = Origin(
                topicPartition: TopicPartition(topic: topic, partition: partition), offset: offset,
                sentAt: added[WireHeader.deadLetterTimestamp].flatMap { Int64($0) }.flatMap(Date.init(milliseconds:)))
        }
    }

    /// The word that was asked for, as far as the value tells it; nil where it tells none.
    public var word: String? {
        let word: String
        do throws(RequestFault) {
            word = try LookupRequest(decoding: value, limits: Self.unlimited).word
        } catch {
            word = error.readable.word
        }
        return word.isEmpty ? nil : word
    }

    private static let unlimited = RequestLimits(wordCharacters: .max, valueBytes: .max)

    /// The request's own headers, and the values of those that its letter added behind them.
    ///
    /// Only the last header of a name is the letter's: where somebody sent a letter back with its headers, it came with
    /// the older ones as its own.
    private static func split(_ headers: [Header]) -> (own: [Header], added: [String: String]) {
        var own: [Header] = []
        var added: [String: String] = [:]
        for header in headers.reversed() {
            if WireHeader.ofDeadLetters.contains(header.name), added[header.name] == nil {
                added[header.name] = String(decoding: header.value ?? [], as: UTF8.self)
            } else {
                own.append(header)
            }
        }
        return (own.reversed(), added)
    }
}

extension DeadLetter.Place: LosslessStringConvertible {
    /// Reads "partition:offset".
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let partition = Int32(parts[0]), let offset = Int64(parts[1]), partition >= 0,
            offset >= 0
        else { return nil }
        self.init(partition: partition, offset: offset)
    }

    public var description: String { "\(partition):\(offset)" }
}

extension Date {
    /// Kafka's time: nil for -1, which means none.
    init?(milliseconds: Int64) {
        guard milliseconds >= 0 else { return nil }
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }
}
