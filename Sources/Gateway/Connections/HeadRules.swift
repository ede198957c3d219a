import Lexicon
import NIOCore
import NIOHTTP1

/// What the head of a request must be for the routes to see it.
struct HeadRules: Sendable {
    let hosts: HostRule
    /// How long a head may take.
    let patience: Duration

    /// Nil where nothing is wrong.
    func problem(with head: HTTPRequestHead) -> Problem? {
        let given = head.headers["host"]
        if given.count > 1 { return .malformed("The request names \(given.count) hosts: expected one `Host`.") }
        if let expected = head.headers.first(name: "expect"), expected.lowercased() != "100-continue" {
            return .expectation(expected)
        }
        // Where the target is a whole address, its host is the one that counts (RFC 9112, 3.2.2).
        guard let authority = Authority.ofTarget(head.uri) ?? given.first else {
            // Before 1.1 there was no such header.
            return head.version == .http1_1 ? .malformed("The request names no host: expected a `Host`.") : nil
        }
        guard let authority = Authority(authority) else {
            return .malformed("`Host` is \(quoted(authority)): expected a name or an address, and maybe a port.")
        }
        return hosts.allow(authority) ? nil : .unknownHost(authority.host)
    }

    /// - Parameter hasLine: Whether the first line had come whole.
    func problem(of error: HTTPParserError, hasLine: Bool) -> Problem {
        guard case .headerOverflow = error else {
            return .malformed("This is no request of HTTP/1.1 as RFC 9112 has it.")
        }
        return hasLine ? .headTooLarge : .addressTooLong(limit: ProblemMiddleware.addressLimit)
    }
}
