import Foundation
import Hummingbird
import Lexicon

/// How long an answer may be kept by who gets it, and how it is told from another.
struct Freshness {
    /// As long as a worker keeps them, from when the page was fetched.
    private static let lifetimes = Lifetimes()

    /// Weak: the same content, whenever it was fetched and wherever it was kept.
    let tag: String
    private let maxAge: Int

    init(of reply: LookupReply, now: Date = Date()) {
        let lifetime = (Self.lifetimes.lifetime(of: reply.outcome) ?? .zero) / .seconds(1)
        maxAge = max(0, Int(lifetime - now.timeIntervalSince(reply.fetchedAt ?? now)))
        let content = LookupReply(
            word: reply.word, language: reply.language, outcome: reply.outcome, source: reply.source,
            entries: reply.entries, error: reply.error)
        tag = EntityTag.weak(content.encoded(as: .full))
    }

    var headers: HTTPFields {
        [.eTag: tag, .cacheControl: "max-age=\(maxAge)"]
    }
}

/// What tells one state of a resource from another.
enum EntityTag {
    /// A weak tag of these bytes.
    static func weak(_ bytes: some Sequence<UInt8>) -> String {
        "W/\"" + String(fingerprint(of: bytes), radix: 16) + "\""
    }

    /// Whether `If-None-Match` names the tag, which is compared weakly (RFC 9110, 13.1.2).
    static func isNamed(_ tag: String, by request: Request) -> Bool {
        let opaque = tag.trimmingPrefix("W/")
        return request.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }.contains { candidate in
            let candidate = candidate.trimmingCharacters(in: .whitespaces)
            return candidate == "*" || candidate.trimmingPrefix("W/") == opaque
        }
    }
}

extension Request {
    /// `response`, or that what the client has is the same.
    func conditional(_ response: Response) -> Response {
        guard let tag = response.headers[.eTag], EntityTag.isNamed(tag, by: self) else { return response }
        var same = Response(status: .notModified, headers: response.headers)
        same.headers[.contentType] = nil
        same.headers[.contentLength] = nil
        return same
    }
}
