import Kafka
import Lexicon
import Synchronization

/// Where a reply goes.
struct ReplyAddress: Sendable, Hashable {
    var topic: String
    /// Nil lets the partitioner choose by the key.
    var partition: Int32?
}

extension ReplyAddress {
    /// The same for a client of the exercise that asks on `requestTopic`: its own topic, which nobody else reads, has that
    /// name with its nickname behind. The client stops at its farewell, which comes last only in one partition.
    func inOrder(for requestTopic: String) -> ReplyAddress {
        guard partition == nil, topic.hasPrefix(requestTopic),
            topic.utf8.dropFirst(requestTopic.utf8.count).first == UInt8(ascii: "-")
        else { return self }
        return ReplyAddress(topic: topic, partition: 0)
    }
}

/// Why a reply cannot be sent to where a request asks for it.
struct ReplyAddressFault: Error, Hashable {
    var description: String
}

/// Which topics strangers may have replies sent to.
struct ReplyTopicRule: Sendable {
    let layout: TopicLayout
    /// The codes of the loaded languages.
    let languages: Set<String>
    let pattern: ReplyTopicPattern?
    private let accepted = AcceptedTopic()

    /// Where the reply to a request with these headers and this `response_topic` goes; nil where it names no place.
    func address(headers: [Header], responseTopic: String?) throws(ReplyAddressFault) -> ReplyAddress? {
        var topic = responseTopic
        var partition: Int32?
        for header in headers {
            if header.name == WireHeader.replyTopic {
                guard let value = header.value, let name = String(validating: value, as: UTF8.self) else {
                    throw ReplyAddressFault(description: "The header `\(header.name)` is not a topic's name.")
                }
                topic = name
            } else if header.name == WireHeader.replyPartition {
                // Spring writes a partition as four bytes, most significant first.
                guard let value = header.value, value.count == 4 else {
                    throw ReplyAddressFault(description: "The header `\(header.name)` is not a number of four bytes.")
                }
                partition = Int32(bitPattern: value.reduce(0) { $0 << 8 | UInt32($1) })
            }
        }
        guard let topic else { return nil }
        // Letter by letter: a string equals others that are spelled with other code points.
        if !accepted.last.withLock({ $0.map(topic.hasBytes) ?? false }) {
            if let fault = fault(of: topic) { throw ReplyAddressFault(description: fault) }
            accepted.last.withLock { $0 = Array(topic.utf8) }
        }
        return ReplyAddress(topic: topic, partition: partition)
    }

    private func fault(of topic: String) -> String? {
        guard TopicLayout.isTopicName(topic) else {
            return "The reply topic \(quoted(topic)) is no topic's name: 1 to 249 of letters, digits, `.`, `_`, `-`."
        }
        guard !layout.isReserved(topic, languages: languages) else {
            return "The reply topic \(quoted(topic)) is kept for requests, dead letters or the broker itself."
        }
        if let pattern, !pattern.allows(topic) {
            return "The reply topic \(quoted(topic)) is not one that this worker may write to (--reply-topics)."
        }
        return nil
    }
}

/// The last topic that nothing was wrong with. A client's requests name one topic, and follow each other.
private final class AcceptedTopic: Sendable {
    let last = Mutex<[UInt8]?>(nil)
}
