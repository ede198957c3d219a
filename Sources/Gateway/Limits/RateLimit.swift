import CoreMetrics
import Hummingbird
import Synchronization

/// How much each client may ask for: a token bucket a client, which fills at `rate`. Pure.
///
/// Two generations of buckets bound the memory: when the young one is full, the old one is forgotten. A client that is
/// forgotten begins with a full bucket, and only who has thousands of addresses gains by that.
struct RateLimit<Client: Hashable> {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private let rate: Double
    private let capacity: Double
    private let generationSize: Int
    private var young: [Client: Bucket] = [:]
    private var old: [Client: Bucket] = [:]

    /// - Parameters:
    ///   - rate: Tokens per second, above 0.
    ///   - burst: What a full bucket holds; nil for what a second fills.
    init(rate: Double, burst: Double? = nil, clients: Int = 20_000) {
        self.rate = rate
        capacity = burst ?? max(1, rate)
        generationSize = max(1, clients / 2)
    }

    /// Clients that are remembered.
    var size: Int { young.count + old.count }

    /// How long the client has to wait until its bucket holds as much as is needed; nil where it does, and what the
    /// request costs is taken out.
    ///
    /// - Parameters:
    ///   - cost: May be more than is needed: the bucket then owes it, and whoever owes waits until that is paid.
    mutating func wait(
        of client: Client, needing needed: Double = 1, costing cost: Double = 1, now: ContinuousClock.Instant
    ) -> Duration? {
        var bucket = young[client] ?? old[client] ?? Bucket(tokens: capacity, at: now)
        bucket.tokens = min(capacity, bucket.tokens + (now - bucket.at) / .seconds(1) * rate)
        bucket.at = now
        let mayAsk = bucket.tokens >= needed
        if mayAsk { bucket.tokens -= cost }
        if young[client] == nil, young.count >= generationSize {
            old = young
            young = [:]
        }
        young[client] = bucket
        return mayAsk ? nil : .seconds((needed - bucket.tokens) / rate)
    }
}

/// The words that each client of a gateway may ask for.
final class ClientRate: Sendable {
    private let limit: Mutex<RateLimit<NetworkAddress.Client>>
    private let refusals: Counter

    /// - Parameter rate: Words per second, above 0.
    init(rate: Double, refusals: Counter) {
        self.refusals = refusals
        limit = Mutex(RateLimit(rate: rate))
    }

    /// One word.
    func charge(_ client: NetworkAddress.Client) throws(Problem) {
        try charge(client, needing: 1, costing: 1)
    }

    /// The words of a list, the first of which is charged for already. The list is taken as a whole by who owes nothing,
    /// and who asked for it waits until it is paid.
    func charge(_ client: NetworkAddress.Client, for words: Int) throws(Problem) {
        try charge(client, needing: 0, costing: Double(words - 1))
    }

    private func charge(_ client: NetworkAddress.Client, needing: Double, costing: Double) throws(Problem) {
        let wait = limit.withLock { $0.wait(of: client, needing: needing, costing: costing, now: .now) }
        guard let wait else { return }
        refusals.increment()
        throw .tooManyRequests(retryAfter: wait.retryAfter)
    }
}

extension Duration {
    /// In whole seconds, as `Retry-After` has it: 1 at least.
    var retryAfter: Int { max(1, Int((self / .seconds(1)).rounded(.up))) }
}

/// Refuses clients that ask for more words than they may.
struct RateLimitMiddleware: RouterMiddleware {
    let rate: ClientRate

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        try rate.charge(context.client)
        return try await next(request, context)
    }
}
