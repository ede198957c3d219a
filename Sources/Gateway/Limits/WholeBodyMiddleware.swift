import Hummingbird
import Lexicon
import NIOCore
import NIOHTTP1

/// Waits for the whole body, so that nobody takes a place who has not sent all that it is for.
struct WholeBodyMiddleware: RouterMiddleware {
    let maxBody: Int
    let patience: Duration
    let bodies: Bodies

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        if let length = request.headers[.contentLength] { try check(length) }
        context.channel.triggerUserOutboundEvent(BodyIsWanted(), promise: nil)
        var request = request
        // It stays with the request: whoever watches the connection after it, needs it there.
        request.body = RequestBody(buffer: try await body(of: request, from: context.client))
        return try await next(request, context)
    }

    /// Refuses a body before any of it has come.
    private func check(_ length: String) throws(Problem) {
        guard !length.isEmpty, length.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            throw .malformed("`Content-Length` is \(quoted(length)): expected a number of bytes.")
        }
        // What does not fit into an `Int` is larger than any body.
        guard let length = Int(length), length <= maxBody else { throw .tooLarge(limit: maxBody) }
    }

    /// The body, unless it takes too long, or too much of what there is for all.
    private func body(of request: Request, from client: NetworkAddress.Client) async throws -> ByteBuffer {
        let ticket = bodies.ticket(for: client)
        do {
            return try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
                group.addTask { try await whole(request.body, ticket) }
                group.addTask { [patience] in
                    try await Task.sleep(for: patience)
                    throw Problem.tooSlow(limit: patience)
                }
                group.addTask {
                    for await _ in ticket.departure {}
                    throw Problem.bodiesFull
                }
                defer { group.cancelAll() }
                guard let body = try await group.next() else { throw CancellationError() }
                return body
            }
        } catch let error where !(error is HTTPParserError || error is Problem) {
            // Its client has left, which is nobody's fault here.
            throw Problem.malformed("The body broke off.")
        }
    }

    private func whole(_ body: RequestBody, _ ticket: Bodies.Ticket) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        for try await var part in body {
            guard whole.readableBytes + part.readableBytes <= maxBody else { throw Problem.tooLarge(limit: maxBody) }
            let before = whole.storageCapacity
            whole.writeBuffer(&part)
            if whole.storageCapacity > before { ticket.grow(to: whole.storageCapacity) }
        }
        return whole
    }
}
