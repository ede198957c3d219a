import Hummingbird
import NIOCore

/// Ends the connection of a request with a body some time after its answer.
///
/// Most routes read no body, and the server reads what is left of one before the next request, however long it takes: a
/// client that sends a byte now and then would hold its connection for good.
struct BodyMiddleware: RouterMiddleware {
    let patience: Duration

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let hasBody = request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
        guard hasBody else { return response }
        response.headers[.connection] = "close"
        let (body, channel) = (response.body, context.channel)
        response.body = ResponseBody(contentLength: body.contentLength) { [patience] writer in
            defer { Self.end(channel, after: TimeAmount(patience)) }
            try await body.write(writer)
        }
        return response
    }

    /// Not while the client still takes something of the answer each time.
    private static func end(_ channel: any Channel, after patience: TimeAmount, unsent: Int = .max) {
        channel.eventLoop.scheduleTask(in: patience) {
            let left = channel.unsentBytes
            if left > 0, left < unsent {
                end(channel, after: patience, unsent: left)
            } else {
                channel.close(promise: nil)
            }
        }
    }
}
