import Foundation

/// What is asked of a site: one page, and the manners to keep while fetching it.
public struct PageRequest: Sendable {
    /// Absolute, http or https, every part safely encoded (see `URLTemplate`).
    public var url: String
    /// Who is asked, as "language/source": the key of pace, circuit breaker, logs and recordings.
    public var source: String
    /// The word as the person asked it, for messages and recordings.
    public var word: String
    /// Header fields beside the general ones; a User-Agent here replaces the fetcher's own.
    public var headers: [String: String]
    /// Hosts that a redirect may lead to; the host of `url` always may.
    public var allowedHosts: Set<String>
    /// Nil for a source that may be asked at any time.
    public var pace: Pace?
    /// No fetch begins, and none goes on, after this moment.
    public var deadline: Date?
    /// Of whom and how much is asked.
    var scope = Scope.page
    /// Asked about each address that a redirect leads to, before a connection is made; throws where it may not be fetched.
    var judgeRedirect: (@Sendable (_ url: String) async throws(FetchFailure) -> Void)?
    /// What the lookup may spend on all its fetches together, not counting the wait for turns; nil for any time.
    public var budget: Budget?

    /// A whole page of one host, unless more are allowed.
    public init(
        url: String, source: String, word: String, headers: [String: String] = [:], allowedHosts: Set<String> = [],
        pace: Pace? = nil, deadline: Date? = nil, budget: Budget? = nil
    ) {
        self.url = url
        self.source = source
        self.word = word
        self.headers = headers
        self.allowedHosts = allowedHosts
        self.pace = pace
        self.deadline = deadline
        self.budget = budget
    }

    enum Scope: Sendable, Hashable {
        /// A whole page of the hosts that it names.
        case page
        /// The beginning of a robots.txt, wherever a site keeps it.
        case robots

        /// Longest part of a robots.txt that is read: the least that RFC 9309 asks for.
        static let robotsBytes = 500 << 10
        /// Redirects that are followed to it, to whatever host, as the RFC has it.
        static let robotsRedirects = 5
    }

    init(url: String, source: String, word: String, headers: [String: String], scope: Scope) {
        self.init(url: url, source: source, word: word, headers: headers)
        self.scope = scope
    }

    /// How long it may still take: until its deadline, or as long as its budget lasts, whichever is less; nil for any
    /// time.
    var remaining: Duration? {
        [deadline?.remaining(), budget?.remaining].compactMap(\.self).min()
    }
}

/// How fast a source may be asked, by the whole fleet of workers together.
public struct Pace: Sendable, Hashable {
    /// Beginnings of requests; may be a fraction.
    public var requestsPerSecond: Double
    /// Requests under way at once.
    public var concurrency: Int

    /// A pace as a manifest has it.
    public init(requestsPerSecond: Double, concurrency: Int) {
        self.requestsPerSecond = requestsPerSecond
        self.concurrency = concurrency
    }
}

extension Date {
    /// From `now` until this moment, negative where it has passed; a date beyond thirty years is taken for that.
    func remaining(from now: Date = Date()) -> Duration {
        let seconds = timeIntervalSince(now)
        return .seconds(seconds.isNaN ? 0 : min(max(seconds, -1e9), 1e9))
    }
}
