import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1

extension Problem {
    /// The problem as the last answer of a connection, where no route has the request.
    func message(path: String) -> (head: HTTPResponseHead, body: ByteBuffer) {
        let body = ByteBuffer(bytes: json(instance: path))
        var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status.code))
        head.headers.add(name: "Content-Type", value: Self.contentType)
        head.headers.add(name: "Content-Length", value: "\(body.readableBytes)")
        head.headers.add(name: "Cache-Control", value: "no-store")
        head.headers.add(name: "X-Content-Type-Options", value: "nosniff")
        for field in headers { head.headers.replaceOrAdd(name: field.name.rawName, value: field.value) }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        return (head, body)
    }
}

extension ByteBuffer {
    /// A problem as it goes over the wire, where nothing makes an answer of it.
    init(_ problem: Problem) {
        let (head, body) = problem.message(path: "/")
        var text = "HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n"
        for (name, value) in head.headers { text += "\(name): \(value)\r\n" }
        self.init(string: text + "\r\n")
        writeImmutableBuffer(body)
    }
}
