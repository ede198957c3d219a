import Foundation
import Hummingbird
import Lexicon

/// How long an answer may be kept by who gets it, how old it is, and how it is told from another.
struct Freshness {
    /// Weak: the same content, whenever it was fetched and wherever it was kept.
    let tag: String
    /// How long it is good for in all, in seconds.
    private let maxAge: Int
    /// How long it has lain here, in seconds; nil where it comes from the site.
    private let age: Int?

    /// - Parameter languages: They say how long answers of their sources are good for.
    init(of reply: LookupReply, in languages: Languages, now: Date = Date()) {
        let lifetimes = languages.lifetimes(of: reply)
        maxAge = Int((lifetimes.lifetime(of: reply.outcome) ?? .zero) / .seconds(1))
        age = reply.fetchedAt.map { max(0, Int(now.timeIntervalSince($0))) }
        let content = LookupReply(
            word: reply.word, language: reply.language, outcome: reply.outcome, source: reply.source,
            entries: reply.entries, stale: reply.stale, error: reply.error)
        tag = EntityTag.weak(content.encoded(as: .full))
    }

    var headers: HTTPFields {
        var headers: HTTPFields = [.eTag: tag, .cacheControl: "max-age=\(maxAge)"]
        // Whoever keeps it takes this off (RFC 9111, 4.2): an old answer is past its lifetime everywhere.
        if let age { headers[.age] = String(age) }
        return headers
    }
}

extension Languages {
    fileprivate func lifetimes(of reply: LookupReply) -> Lifetimes {
        let language = reply.language.flatMap { code in all.first { $0.code == code } }
        return reply.source.flatMap { language?.lifetimes[$0.id] } ?? Lifetimes()
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
