import CoreMetrics
import Hummingbird
import Secrets
import Synchronization

/// Lets those through who have one of the tokens. A client that sends wrong ones again and again is not listened to for
/// a while, so that nobody finds a token by trying.
struct BearerMiddleware: RouterMiddleware {
    private final class Failures: Sendable {
        /// Five wrong ones at once, and one in ten seconds.
        let limit = Mutex(RateLimit<NetworkAddress.Client>(rate: 0.1, burst: 5))
    }

    private let tokens: [Secret]
    private let refusals: Counter
    private let failures = Failures()

    init(tokens: [Secret], refusals: Counter) {
        self.refusals = refusals
        self.tokens = tokens
    }

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            try check(request, of: context.client)
        } catch {
            refusals.increment()
            throw error
        }
        return try await next(request, context)
    }

    private func check(_ request: Request, of client: NetworkAddress.Client) throws(Problem) {
        guard let credentials = request.headers[.authorization] else {
            throw Problem.unauthorized(
                "Send one of the gateway's tokens: Authorization: Bearer TOKEN.", challenge: #"Bearer realm="dico""#)
        }
        // Asked before the token is looked at: what is right would be told from what is wrong.
        if let wait = failures.limit.withLock({ $0.wait(of: client, costing: 0, now: .now) }) {
            throw Problem.tooManyTokens(retryAfter: wait.retryAfter)
        }
        let parts = credentials.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", isKnown(Array(parts[1].utf8)) else {
            _ = failures.limit.withLock { $0.wait(of: client, needing: -.infinity, now: .now) }
            throw Problem.unauthorized(
                "The token is none of the gateway's.", challenge: #"Bearer realm="dico", error="invalid_token""#)
        }
    }

    /// Compares with all of all tokens, so that the time it takes tells nothing of how much was right.
    private func isKnown(_ candidate: [UInt8]) -> Bool {
        tokens.reduce(false) { known, secret in
            let token = Array(secret.reveal().utf8)
            var difference = UInt(bitPattern: token.count ^ candidate.count)
            for (index, byte) in candidate.enumerated() {
                difference |= UInt(byte ^ token[index % token.count])
            }
            return difference == 0 || known
        }
    }
}
