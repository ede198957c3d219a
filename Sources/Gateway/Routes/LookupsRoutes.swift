import Hummingbird
import Lexicon
import NIOCore

/// `POST /v1/lookups`: a list of words, and their answers as they come.
struct LookupsRoutes {
    /// Words of one list that are looked up at once.
    static let concurrency = 16

    let controller: LookupController
    /// Nil where clients may ask as often as they like.
    let rate: ClientRate?

    /// - Parameter group: One that has the request whole.
    func add(to group: RouterGroup<GatewayContext>) {
        group.post("lookups") { request, context in
            if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
                throw Problem.malformed("The body is packed as \(quoted(coding)): expected it as it is.")
            }
            let body = try await request.body.collect(upTo: .max)
            let words = try RequestedWords.words(in: body, contentType: request.headers[.contentType])
            try rate?.charge(context.client, for: words.count)
            // Nobody reads it any more, and the list may take long.
            var request = request
            request.body = RequestBody(buffer: ByteBuffer())
            let stream = AnswerStream(words: words, controller: controller, request: request)
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
}
