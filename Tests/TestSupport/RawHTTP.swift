import Foundation
import NIOCore
import NIOPosix

/// A connection to a server on this machine that sends bytes as they are, wrong ones too, and can leave at any moment.
public enum RawHTTP {
    /// An answer, taken apart.
    public struct Answer: Sendable {
        public var status: Int
        /// By name, in lower case.
        public var headers: [String: String]
        public var body: String

        public func json() throws -> [String: any Sendable] {
            try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: any Sendable] ?? [:]
        }
    }

    /// Sends one request on a connection of its own and reads the answer to its end.
    public static func request(
        _ port: Int, _ method: String = "GET", _ path: String, headers: [String: String] = [:], body: String? = nil
    ) async throws -> Answer {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        lines += headers.map { "\($0): \($1)" }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        return try await exchange(port, lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// Sends `text` and reads until the server hangs up.
    public static func exchange(_ port: Int, _ text: String) async throws -> Answer {
        try Answer(
            parsing: try await connected(port) { send, receive in
                try await send(text)
                var all: [UInt8] = []
                while let more = try await receive() { all += more }
                return all
            })
    }

    /// Connects, and hangs up when `body` is done, whatever is still under way.
    public static func connected<Value: Sendable>(
        _ port: Int,
        _ body:
            @Sendable (
                _ send: @Sendable (String) async throws -> Void, _ receive: () async throws -> [UInt8]?
            ) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var parts = inbound.makeAsyncIterator()
            return try await body({ try await outbound.write(ByteBuffer(string: $0)) }) {
                do {
                    return try await parts.next().map { Array($0.readableBytesView) }
                } catch is IOError {
                    // A connection that is reset ends too.
                    return nil
                }
            }
        }
    }
}

extension RawHTTP.Answer {
    struct Unreadable: Error { var text: String }

    init(parsing bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = parts[0].split(separator: "\r\n")
        guard parts.count == 2, let first = lines.first?.split(separator: " "), first.count >= 2,
            let status = Int(first[1])
        else { throw Unreadable(text: text) }
        lines.removeFirst()
        self.status = status
        headers = [:]
        for line in lines {
            let field = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            headers[field[0].lowercased()] = field.count > 1 ? field[1] : ""
        }
        body = String(parts[1])
        if headers["transfer-encoding"] == "chunked" { body = Self.withoutChunks(body) }
    }

    private static func withoutChunks(_ text: String) -> String {
        var bytes = Array(text.utf8)[...]
        var body: [UInt8] = []
        while let end = bytes.firstIndex(of: 13),
            let size = Int(String(decoding: bytes[..<end], as: UTF8.self), radix: 16), size > 0
        {
            body += bytes.dropFirst(end + 2 - bytes.startIndex).prefix(size)
            bytes = bytes.dropFirst(end + 2 - bytes.startIndex + size + 2)
        }
        return String(decoding: body, as: UTF8.self)
    }
}
