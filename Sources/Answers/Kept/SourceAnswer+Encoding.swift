import Foundation
import Lexicon

extension SourceAnswer {
    /// Largest answer that is kept or read, in bytes. A page of a dictionary makes some thousand.
    public static let mostBytes = 1 << 20

    /// As it is kept and shared: JSON, UTF-8, with what is short at its head.
    public func encoded() -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        json.object { json in
            json.key("form")
            json.number(1)
            json.key("outcome")
            json.string(outcome.rawValue)
            json.key("fetched_at")
            json.number(Int(fetchedAt.milliseconds))
            json.key("revision")
            json.string(revision)
            for (name, text) in optionals {
                guard let text else { continue }
                json.key(name)
                json.string(text)
            }
            guard !entries.isEmpty else { return }
            json.key("entries")
            json.array(entries) { $1.write(to: &$0) }
        }
        return json.bytes
    }

    private var optionals: [(StaticString, String?)] {
        [
            ("url", url), ("explanation", explanation), ("page", validators?.url), ("etag", validators?.etag),
            ("last_modified", validators?.lastModified),
        ]
    }

    /// Reads what `encoded` wrote. Anything else is refused, as is an answer that says nothing: it may be a stranger's.
    public init(decoding value: [UInt8]) throws(AnswerFault) {
        guard value.count <= Self.mostBytes else { throw AnswerFault(description: "has \(value.count) bytes") }
        do throws(JSONFault) {
            self = try JSONReader.read(value) { json throws(JSONFault) in try SourceAnswer(&json) }
        } catch {
            throw AnswerFault(description: "is no answer, from byte \(error.position) on")
        }
    }

    init(_ json: inout JSONReader) throws(JSONFault) {
        self.init(outcome: .notFound, fetchedAt: .distantPast, revision: "")
        var outcome: Outcome?
        var form: Int64 = 0
        var fetched: Int64?
        var (page, etag, lastModified): (String?, String?, String?)
        try json.object { json, name throws(JSONFault) in
            switch name {
            case "form": form = try json.integer()
            case "outcome": outcome = try Outcome(rawValue: json.text())
            case "fetched_at": fetched = try json.integer()
            case "revision": revision = try json.text()
            case "url": url = try json.optionalText()
            case "explanation": explanation = try json.optionalText()
            case "page": page = try json.optionalText()
            case "etag": etag = try json.optionalText()
            case "last_modified": lastModified = try json.optionalText()
            case "entries": entries = try json.entries()
            default: try json.skip()
            }
        }
        // Beyond these years a moment is no moment, and arithmetic with it none.
        guard form == 1, let outcome, let fetched, (0..<10_000_000_000_000).contains(fetched),
            outcome == .found ? !entries.isEmpty : outcome == .notFound && entries.isEmpty
        else { throw JSONFault(position: 0) }
        self.outcome = outcome
        // People click on it.
        if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") { self.url = nil }
        fetchedAt = Date(milliseconds: fetched)
        validators = page.flatMap { PageValidators(url: $0, etag: etag, lastModified: lastModified) }
    }
}

/// Why a value is no answer.
public struct AnswerFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence for people.
    public var description: String
}
