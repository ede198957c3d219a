import Hummingbird

/// Lets those through who have one of the tokens.
struct BearerMiddleware: RouterMiddleware {
    let tokens: [[UInt8]]

    init(tokens: [String]) {
        self.tokens = tokens.map { Array($0.utf8) }
    }

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        guard let credentials = request.headers[.authorization] else {
            throw Problem.unauthorized(
                "Send one of the gateway's tokens: Authorization: Bearer TOKEN.", challenge: #"Bearer realm="dico""#)
        }
        let parts = credentials.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", isKnown(Array(parts[1].utf8)) else {
            throw Problem.unauthorized(
                "The token is none of the gateway's.", challenge: #"Bearer realm="dico", error="invalid_token""#)
        }
        return try await next(request, context)
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
