import Lexicon
import NIOCore
import NIOHTTP1

/// What the head of a request must be for the routes to see it.
struct HeadRules: Sendable {
    /// Longest target, and longest field, in bytes.
    static let fieldLimit = 16 * 1024

    let hosts: HostRule
    /// How long a head may take.
    let patience: Duration

    /// Nil where nothing is wrong.
    func problem(with head: HTTPRequestHead) -> Problem? {
        let given = head.headers["host"]
        if given.count > 1 { return .malformed("The request names \(given.count) hosts: expected one `Host`.") }
        let expectations = head.headers[canonicalForm: "expect"]
        if let strange = expectations.first(where: { $0.lowercased() != "100-continue" }) {
            return .expectation(String(strange))
        }
        if head.uri.utf8.contains(UInt8(ascii: "#")) {
            return .malformed("The target has a fragment, which is the client's own: expected %23 for #.")
        }
        let codings = head.headers[canonicalForm: "transfer-encoding"]
        // Of any other the parser takes what is packed for the body itself; before 1.1 there was none.
        if !codings.isEmpty, head.version != .http1_1 || codings.map({ $0.lowercased() }) != ["chunked"] {
            return .malformed(
                "The body is sent as \(quoted(codings.joined(separator: ", "))): expected chunked alone, of HTTP/1.1.")
        }
        // Before 1.1 there was no such header. Where there is, it must stand there whatever the target is (RFC 9112, 3.2).
        if given.isEmpty, head.version == .http1_1 {
            return .malformed("The request names no host: expected a `Host`.")
        }
        if let scheme = Authority.scheme(ofTarget: head.uri), !["http", "https"].contains(scheme.lowercased()) {
            return .malformed("The target is an address of \(quoted(scheme)): expected one of http.")
        }
        // Where the target is a whole address, its host is the one that counts (3.2.2).
        let named =
            given.map { ("`Host`", $0) } + (Authority.ofTarget(head.uri).map { [("The target's host", $0)] } ?? [])
        var last: Authority?
        for (place, text) in named {
            guard let authority = Authority(text) else {
                return .malformed("\(place) is \(quoted(text)): expected a name or an address, and maybe a port.")
            }
            last = authority
        }
        guard let last, !hosts.allow(last) else { return nil }
        return .unknownHost(last.host)
    }

    /// - Parameter line: As much as has come of the first line.
    func problem(of error: HTTPParserError, line: RequestProgress.Line) -> Problem {
        guard case .headerOverflow = error else {
            // Some clients send what was typed.
            return .malformed(
                line.isASCII
                    ? "This is no request of HTTP/1.1 as RFC 9112 has it."
                    : "The address has other than ASCII: expected percent-encoding, such as %C3%A9 for é.")
        }
        return line.length > Self.fieldLimit ? .addressTooLong(limit: ProblemMiddleware.addressLimit) : .headTooLarge
    }
}
