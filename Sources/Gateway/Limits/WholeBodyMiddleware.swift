import Hummingbird
import NIOCore

/// Waits for the whole body, so that nobody takes a place who has not sent all that it is for.
struct WholeBodyMiddleware: RouterMiddleware {
    let maxBody: Int
    let patience: Duration

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > maxBody {
            throw Problem.tooLarge(limit: maxBody)
        }
        context.channel.triggerUserOutboundEvent(BodyIsWanted(), promise: nil)
        var request = request
        // It stays with the request: whoever watches the connection after it, needs it there.
        request.body = RequestBody(buffer: try await body(of: request))
        return try await next(request, context)
    }

    private func body(of request: Request) async throws -> ByteBuffer {
        do {
            return try await withDeadline(patience) { [maxBody] in
                try await request.body.collect(upTo: maxBody)
            }
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(limit: maxBody)
        } catch is DeadlineExceeded {
            throw Problem.tooSlow(limit: patience)
        }
    }
}

private struct DeadlineExceeded: Error {}

/// What `body` gives, or an error when it takes longer than `limit`.
private func withDeadline<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw DeadlineExceeded()
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}
