import Foundation
import Hummingbird
import Lexicon

/// Why a request has no answer, as RFC 9457 has it.
struct Problem: Error {
    /// What the `type` of all begins with.
    private static let namespace = "urn:dico:problem:"

    let status: HTTPResponse.Status
    let kind: Kind
    /// The kind for people, the same for each problem of it.
    let title: String
    /// This very case, in one sentence that says what to do.
    let detail: String
    var headers = HTTPFields()
    /// The reply that is the problem, where there is one.
    var reply: LookupReply?
    /// The codes that would have been right.
    var languages: [String]?
    /// The ids that would have been right.
    var sources: [String]?

    private struct Body: Encodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let instance: String
        let outcome: Outcome?
        let word: String?
        let language: String?
        let source: SourceCredit?
        let languages: [String]?
        let sources: [String]?
    }

    static let contentType = "application/problem+json"

    func response(to request: Request) -> Response {
        .json(bytes: json(instance: request.uri.path), status: status, type: Self.contentType, headers: headers)
    }

    /// - Parameter path: The address that was asked for.
    func json(instance path: String) -> Data {
        Response.encoded(
            Body(
                type: Self.namespace + kind.rawValue, title: title, status: status.code, detail: detail, instance: path,
                outcome: reply?.outcome, word: reply?.word, language: reply?.language, source: reply?.source,
                languages: languages, sources: sources))
    }
}

extension Response {
    /// An answer that nobody is to keep, unless `headers` say otherwise.
    static func json(
        _ body: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json",
        headers: HTTPFields = [:]
    ) -> Response {
        .json(bytes: encoded(body), status: status, type: type, headers: headers)
    }

    /// The same for the same content, in every process.
    static func encoded(_ body: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and lists of them: there is nothing that JSON lacks.
        return (try? encoder.encode(body)) ?? Data()
    }

    static func json(
        bytes: some Sequence<UInt8>, status: HTTPResponse.Status = .ok, type: String = "application/json",
        headers: HTTPFields = [:]
    ) -> Response {
        .bytes(bytes, status: status, type: type, headers: headers)
    }

    static func bytes(
        _ bytes: some Sequence<UInt8>, status: HTTPResponse.Status = .ok, type: String,
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
