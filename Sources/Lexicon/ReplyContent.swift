import Foundation

/// What a page says of a word: a reply without who asked, whom and when. What is expected of recorded pages is one.
public struct ReplyContent: Sendable, Hashable, Codable {
    /// `found`, `notFound` or `markupChanged`: a page says no more.
    public var outcome: Outcome
    /// None unless something was found.
    public var entries: [Entry]

    /// What was read off one page.
    public init(outcome: Outcome, entries: [Entry]) {
        self.outcome = outcome
        self.entries = entries
    }

    /// What a reply says.
    public init(_ reply: LookupReply) {
        self.init(outcome: reply.outcome, entries: reply.entries)
    }

    /// Reads what `encoded` wrote.
    public init(decoding file: [UInt8]) throws {
        self = try JSONDecoder().decode(ReplyContent.self, from: Data(file))
    }

    /// As JSON for a file that people read and compare: UTF-8, a line for each value, keys in the order of the wire.
    public func encoded() -> [UInt8] {
        var json = JSONWriter(style: .file)
        json.object { json in
            json.key("outcome")
            json.string(outcome.rawValue)
            json.key("entries")
            json.array(entries) { $1.write(to: &$0) }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
