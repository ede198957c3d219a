import Foundation
import Synchronization

/// What is the same in all replies to a question, whoever asked it and with whatever id.
final class ReplyBody: Sendable {
    let language: String?
    let outcome: Outcome
    let source: SourceCredit?
    let entries: [Entry]
    let fetchedAt: Date?
    let cached: Bool
    let stale: Bool
    let error: String?

    /// The headers of a reply; see `LookupReply.headers`.
    let headers: [LookupReply.Header]

    /// The first reply of each form, made when it is asked for: an answer from the cache is sent again and again.
    private let first = Mutex<(seed: EncodedReply?, full: EncodedReply?)>((nil, nil))

    init(
        language: String?, outcome: Outcome, source: SourceCredit?, entries: [Entry], fetchedAt: Date?, cached: Bool,
        stale: Bool, error: String?
    ) {
        self.language = language
        self.outcome = outcome
        self.source = source
        self.entries = entries
        self.fetchedAt = fetchedAt
        self.cached = cached
        self.stale = stale
        self.error = error
        headers = [
            (WireHeader.outcome, outcome.rawValue), (WireHeader.language, language), (WireHeader.source, source?.id),
        ]
        .compactMap { name, value in value.map { (name, Array($0.utf8)) } }
    }

    /// The reply that was encoded first; `encode` makes it where there is none.
    func first(as form: WireForm, _ encode: () -> EncodedReply) -> EncodedReply {
        first.withLock { first in
            if let reply = form == .seed ? first.seed : first.full { return reply }
            let reply = encode()
            if form == .seed { first.seed = reply } else { first.full = reply }
            return reply
        }
    }
}

/// A reply as it goes over the wire, and most of all others to the same question.
final class EncodedReply: Sendable {
    /// The word, as it was asked.
    let key: [UInt8]
    let value: [UInt8]
    /// The members behind `word`, which are the same in all.
    let shared: Range<Int>

    init(key: [UInt8], value: [UInt8], shared: Range<Int>) {
        self.key = key
        self.value = value
        self.shared = shared
    }
}

extension ReplyBody: Hashable {
    static func == (one: ReplyBody, other: ReplyBody) -> Bool {
        one === other
            || one.language == other.language && one.outcome == other.outcome && one.source == other.source
                && one.entries == other.entries && one.fetchedAt == other.fetchedAt && one.cached == other.cached
                && one.stale == other.stale && one.error == other.error
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(language)
        hasher.combine(outcome)
        hasher.combine(source)
        hasher.combine(entries)
    }
}
