/// Whatever brings a page: libcurl, a recording, or another fetcher with one more manner.
public protocol PageFetcher: Sendable {
    /// The site's answer, whatever its status; throws only where there was none, or none may be asked for.
    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page
}

/// Why there is no page.
public struct FetchFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// For programs to decide by.
    public enum Code: Sendable, Hashable {
        /// No connection: name not resolved, refused, reset, TLS failed.
        case unreachable
        /// The site's certificate is not to be trusted, and will not be in a moment.
        case certificate
        /// A proxy on the way wants another user or password.
        case proxyRefused
        /// The first byte or the page took longer than its limit.
        case timedOut
        /// The body, or its headers, were larger than the limit.
        case tooLarge
        case tooManyRedirects
        /// A redirect to a host or scheme that the source does not name.
        case redirectRefused
        /// An address of a private network, which no public host may lead to.
        case privateAddress
        /// Cut, of the wrong length, or wrongly encoded; or an address that is none.
        case malformed
        case forbiddenByRobots
        /// The source failed too often and is left alone for a while.
        case circuitOpen
        case deadlinePassed
        case cancelled
        /// Replaying, and no such page was recorded.
        case notRecorded
    }

    /// Decides whether it is worth another try.
    public var code: Code
    /// One sentence for people, which names the limit that was met and its figure.
    public var message: String
    /// Whether what failed is remembered for a while, so that another try soon comes to the same.
    var isRemembered: Bool

    /// A failure with its whole sentence.
    public init(_ code: Code, _ message: String) {
        self.init(code, message, isRemembered: false)
    }

    init(_ code: Code, _ message: String, isRemembered: Bool) {
        self.code = code
        self.message = message
        self.isRemembered = isRemembered
    }

    public var description: String { message }
}
