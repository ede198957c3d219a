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

    /// The JSON of each form, made when it is first asked for: an answer from the cache is sent again and again.
    private let encoded = Mutex(Encoded())

    private struct Encoded {
        var seed: [UInt8]?
        var full: [UInt8]?

        subscript(form: WireForm) -> [UInt8]? {
            get { form == .seed ? seed : full }
            set { if form == .seed { seed = newValue } else { full = newValue } }
        }
    }

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

    /// The members of a reply behind `word`, as JSON without the braces.
    func members(as form: WireForm, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        encoded.withLock { encoded in
            if let members = encoded[form] { return members }
            var json = JSONWriter()
            json.object(write)
            let members = Array(json.bytes.dropFirst().dropLast())
            encoded[form] = members
            return members
        }
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
