/// One exchange with one server, as the transfer thread takes it.
struct Exchange: Sendable {
    var address: WebAddress
    /// Header lines as libcurl takes them.
    var headers: [String]
    var mayBePrivate: Bool
    /// The proxy to go through; nil for the direct way.
    var proxy: Proxy?
    /// A file of the authorities that are trusted; nil for the system's.
    var authorities: String?
    /// Only so many bytes of the body are wanted, and a longer one is cut there; nil for all.
    var prefix: Int?
    var limits: FetchLimits
    var end: End

    /// When it has to be over, and what is wrong if it is not.
    struct End: Sendable {
        var moment: ContinuousClock.Instant
        var failure: FetchFailure
    }

    /// libcurl drops a header that is given without a value; the semicolon asks for an empty one.
    static func line(_ name: String, _ value: String) -> String {
        value.isEmpty ? "\(name);" : "\(name): \(value)"
    }
}

/// What came of an exchange.
struct ExchangeAnswer: Sendable {
    var status = 0
    /// By lower-case name, repeated ones joined.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// The values of its Set-Cookie fields, which cannot be joined.
    var cookies: [String] = []

    /// Where the answer sends the client; nil for one that is an answer.
    var redirect: String? {
        [301, 302, 303, 307, 308].contains(status) ? headers["location"].flatMap { $0.isEmpty ? nil : $0 } : nil
    }
}

extension Duration {
    /// "10 s", "200 ms": how limits are named in messages.
    var figure: String {
        let milliseconds = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
        return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }
}
