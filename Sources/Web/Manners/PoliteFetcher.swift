import Logging

/// Pages with all the manners a site may expect, in this order from the outside: circuit breaker, robots.txt, retries,
/// pace, and libcurl at the core.
///
/// So a source that is left alone costs nothing; one answer of robots.txt serves all; and every try waits for its
/// turn like any other fetch.
public struct PoliteFetcher: PageFetcher {
    /// For the share of a source's pace that this worker takes.
    public let pacing: PacedFetcher

    private let outermost: any PageFetcher
    private let logger: Logger

    /// All manners around one transport.
    public init(
        userAgent: UserAgent, limits: FetchLimits = FetchLimits(), access: NetworkAccess = NetworkAccess(),
        retries: RetryPolicy = RetryPolicy(), circuit: CircuitPolicy = CircuitPolicy(), logger: Logger
    ) {
        self.init(
            over: CurlFetcher(userAgent: userAgent, limits: limits, access: access), retries: retries,
            circuit: circuit, logger: logger)
    }

    /// The same manners over another core.
    public init(
        over core: any PageFetcher, retries: RetryPolicy = RetryPolicy(), circuit: CircuitPolicy = CircuitPolicy(),
        logger: Logger
    ) {
        self.logger = logger
        pacing = PacedFetcher(core)
        let retrying = RetryingFetcher(pacing, policy: retries)
        let robots = RobotsFetcher(retrying, logger: logger) { [pacing] in pacing.setCrawlDelay($0, of: $1) }
        outermost = CircuitBreaker(robots, policy: circuit, logger: logger)
    }

    /// Through robots.txt, circuit, pace and retries, in that order.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let begun = ContinuousClock.now
        let outcome = await Result(fetching: request, through: outermost)
        logger.debug(
            "fetched",
            metadata: [
                "source": "\(request.source)", "url": "\(request.url)", "outcome": "\(outcome.summary)",
                "took": "\((ContinuousClock.now - begun).figure)",
            ])
        return try outcome.get()
    }
}
