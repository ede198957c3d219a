import Hummingbird
import Lexicon
import NIOCore

/// `POST /v1/lookups`: a list of words, and their answers as they come.
struct LookupsRoutes {
    /// Words of one list that are looked up at once.
    static let concurrency = 16

    let inquiry: Inquiry
    let maxBody: Int
    let patience: Duration

    func add(to group: RouterGroup<GatewayContext>) {
        group.post("lookups") { request, context in
            var request = request
            let body = try await body(of: &request)
            let words = try RequestedWords.words(in: body, contentType: request.headers[.contentType])
            let stream = AnswerStream(
                words: words, inquiry: inquiry, request: request, channel: context.channel,
                patience: patience)
            return Response(
                status: .ok,
                // Watching for the client to leave takes what it would send next.
                headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store", .connection: "close"],
                body: ResponseBody { writer in
                    try await stream.write(to: &writer)
                    try await writer.finish(nil)
                })
        }
    }

    /// The whole body, which stays with the request: whoever watches the connection after it, needs it there.
    private func body(of request: inout Request) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > maxBody {
            throw Problem.tooLarge(limit: maxBody)
        }
        do {
            let body = request.body
            let bytes = try await withDeadline(patience) {
                try await body.collect(upTo: maxBody)
            }
            request.body = RequestBody(buffer: bytes)
            return bytes
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
