import CoreMetrics
import Hummingbird
import NIOCore
import Synchronization

/// How often each client may ask: a token bucket an address, which fills at `rate` and holds what a second fills. Pure.
///
/// Two generations of buckets bound the memory: when the young one is full, the old one is forgotten. A client that is
/// forgotten begins with a full bucket, and only who has thousands of addresses gains by that.
struct RateLimit {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private let rate: Double
    private let capacity: Double
    private let generationSize: Int
    private var young: [[UInt8]: Bucket] = [:]
    private var old: [[UInt8]: Bucket] = [:]

    /// - Parameter rate: Requests per second, above 0.
    init(rate: Double, clients: Int = 20_000) {
        self.rate = rate
        capacity = max(1, rate)
        generationSize = max(1, clients / 2)
    }

    /// Clients that are remembered.
    var size: Int { young.count + old.count }

    /// How long the client has to wait; nil where it may ask now, which is counted.
    mutating func wait(of client: [UInt8], now: ContinuousClock.Instant) -> Duration? {
        var bucket = young[client] ?? old[client] ?? Bucket(tokens: capacity, at: now)
        bucket.tokens = min(capacity, bucket.tokens + (now - bucket.at) / .seconds(1) * rate)
        bucket.at = now
        let mayAsk = bucket.tokens >= 1
        if mayAsk { bucket.tokens -= 1 }
        if young[client] == nil, young.count >= generationSize {
            old = young
            young = [:]
        }
        young[client] = bucket
        return mayAsk ? nil : .seconds((1 - bucket.tokens) / rate)
    }
}

/// Refuses clients that ask more often than they may.
struct RateLimitMiddleware: RouterMiddleware {
    private final class Table: Sendable {
        let limit: Mutex<RateLimit>
        init(_ limit: RateLimit) { self.limit = Mutex(limit) }
    }

    private let table: Table
    private let refusals: Counter

    init(rate: Double, refusals: Counter) {
        self.refusals = refusals
        table = Table(RateLimit(rate: rate))
    }

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let client = context.channel.remoteAddress?.clientBytes ?? []
        if let wait = table.limit.withLock({ $0.wait(of: client, now: .now) }) {
            refusals.increment()
            throw Problem.tooManyRequests(retryAfter: max(1, Int((wait / .seconds(1)).rounded(.up))))
        }
        return try await next(request, context)
    }
}

extension SocketAddress {
    /// What stands for one client: an IPv4 address, or the network of an IPv6 address, whose 64 bits of host are its own.
    var clientBytes: [UInt8] {
        switch self {
        case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address):
            withUnsafeBytes(of: address.address.sin6_addr) { bytes in
                // At an address of both kinds, a client of IPv4 comes as ::ffff:a.b.c.d.
                let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xFF }
                return Array(isMapped ? bytes.suffix(4) : bytes.prefix(8))
            }
        case .unixDomainSocket: []
        }
    }
}
