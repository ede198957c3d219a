import Kafka

/// Requests that harm a careless worker, of every kind that a stranger can send.
public enum Poison: Sendable, CaseIterable {
    case notJSON, notUTF8, noBytes, tombstone, deeplyNested, huge, immense, wrongType, noWord, endlessWord
    case noReplyTopic, replyToRequests, replyToNowhere, replyToPartitionBeyond, replyPartitionNoNumber
    case unknownLanguage, noLanguage, expired, farewell

    /// What should become of it.
    public var ending: Account.Ending {
        switch self {
        case .unknownLanguage, .noLanguage, .expired, .farewell: .reply
        default: .deadLetter
        }
    }

    /// Whether it goes to the topic of requests that name their language.
    var isForAnyLanguage: Bool { self == .unknownLanguage || self == .noLanguage }

    func value(word: String, replies: String, requests: String) -> [UInt8]? {
        let text: String
        switch self {
        case .notJSON: text = #"{"word": "\#(word)", "response_topic"#
        case .notUTF8: return [0x7B, 0xFF, 0xFE, 0x00, 0x7D]
        case .noBytes: return []
        case .tombstone: return nil
        case .deeplyNested: text = String(repeating: "[", count: 60_000)
        case .huge: text = Self.request(word, replies, #","note":"\#(String(repeating: "x", count: 100_000))""#)
        // So large that with the headers of a dead letter no broker takes it.
        case .immense: return [UInt8](repeating: 0x20, count: 999_800)
        case .wrongType: text = #"{"word":7,"id":"\#(word)","response_topic":"\#(replies)"}"#
        case .noWord: text = #"{"id":"\#(word)","response_topic":"\#(replies)"}"#
        case .endlessWord: text = Self.request(String(repeating: word, count: 100), replies)
        case .noReplyTopic: text = #"{"word":"\#(word)"}"#
        case .replyToRequests: text = Self.request(word, requests)
        case .replyToNowhere: text = Self.request(word, "no such topic!")
        case .replyToPartitionBeyond, .replyPartitionNoNumber: text = Self.request(word, replies)
        case .unknownLanguage: text = Self.request(word, replies, #","language":"volapük""#)
        case .noLanguage: text = Self.request(word, replies, #","id":"\#(word)""#)
        case .expired: text = Self.request(word, replies, #","deadline":"2001-01-01T00:00:00Z""#)
        case .farewell: text = Self.request("", replies)
        }
        return Array(text.utf8)
    }

    var headers: [Header] {
        switch self {
        case .replyToPartitionBeyond: [Header(name: "kafka_replyPartition", value: [0x7F, 0xFF, 0xFF, 0xFF])]
        case .replyPartitionNoNumber: [Header(name: "kafka_replyPartition", value: [1])]
        default: []
        }
    }

    private static func request(_ word: String, _ replies: String, _ more: String = "") -> String {
        #"{"word":"\#(word)","response_topic":"\#(replies)"\#(more)}"#
    }
}
