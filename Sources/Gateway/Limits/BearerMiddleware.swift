import CoreMetrics
import Hummingbird

/// Lets those through who have one of the tokens.
struct BearerMiddleware: RouterMiddleware {
    private let tokens: [[UInt8]]
    private let refusals: Counter

    init(tokens: [String], refusals: Counter) {
        self.refusals = refusals
        self.tokens = tokens.map { Array($0.utf8) }
    }

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            try check(request)
        } catch {
            refusals.increment()
            throw error
        }
        return try await next(request, context)
    }

    private func check(_ request: Request) throws(Problem) {
        guard let credentials = request.headers[.authorization] else {
            throw Problem.unauthorized(
                "Send one of the gateway's tokens: Authorization: Bearer TOKEN.", challenge: #"Bearer realm="dico""#)
        }
        let parts = credentials.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", isKnown(Array(parts[1].utf8)) else {
            throw Problem.unauthorized(
                "The token is none of the gateway's.", challenge: #"Bearer realm="dico", error="invalid_token""#)
        }
    }

    /// Compares with all of all tokens, so that the time it takes tells nothing of how much was right.
    private func isKnown(_ candidate: [UInt8]) -> Bool {
        tokens.reduce(false) { known, token in
            var difference = UInt(bitPattern: token.count ^ candidate.count)
            for (index, byte) in candidate.enumerated() {
                difference |= UInt(byte ^ token[index % token.count])
            }
            return difference == 0 || known
        }
    }
}
