import Foundation
import Metrics

/// Tries again what may succeed a moment later: no connection, a time limit, a cut page, 429 and most of 5xx.
///
/// It waits a random part of a doubling time, and at least as long as the site's Retry-After asks. Where the wait would
/// outlast the request's deadline or its budget, the last outcome is given back at once.
public struct RetryingFetcher: PageFetcher {
    private let next: any PageFetcher
    private let policy: RetryPolicy
    private let factory = MetricsSystem.factory

    /// Tries again what may pass, and nothing else.
    public init(_ next: any PageFetcher, policy: RetryPolicy = RetryPolicy()) {
        self.next = next
        self.policy = policy
    }

    /// The last answer, or the last failure.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        var retries = Retries(policy)
        while true {
            let outcome = await Result(fetching: request, through: next)
            let action = retries.next(
                isPassing: outcome.isPassingTrouble && !outcome.isRemembered,
                retryAfter: (try? outcome.get())?.retryAfter(now: Date()),
                remaining: request.remaining, luck: Double.random(in: 0..<1))
            guard case .retry(let wait) = action else { return try outcome.get() }
            Counter(
                label: "dico_fetch_retries_total", dimensions: [("source", request.source)], factory: factory
            ).increment()
            do {
                try await Task.sleep(for: wait)
            } catch {
                throw .cancelledFetch
            }
        }
    }
}
