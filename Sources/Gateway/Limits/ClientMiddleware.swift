import Hummingbird

/// Finds out who asks.
struct ClientMiddleware: RouterMiddleware {
    let proxies: TrustedProxies

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let peer = NetworkAddress(context.channel.remoteAddress)
        context.client = proxies.client(of: request.headers, from: peer)?.client ?? .unknown
        return try await next(request, context)
    }
}
