import Foundation
import Lexicon
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import Gateway

@Suite struct Pipelining {
    private let found = ScriptedLookups { LookupReply.found($0) }

    private func requests(_ words: Range<Int>, more: String = "") -> [UInt8] {
        Array(words.map { "GET /v1/en/word\($0) HTTP/1.1\r\nHost: x\r\n\(more)\r\n" }.joined().utf8)
    }

    /// Sends without reading until all has gone, or nothing more goes.
    ///
    /// What is not taken for so long is not taken at all; a gateway that does take it is noticed the sooner.
    ///
    /// - Returns: How much went.
    private func send(_ bytes: [UInt8], to socket: borrowing PlainSocket, pauses limit: Int = 200) async throws -> Int {
        var (sent, pauses) = (0, 0)
        while pauses < limit, sent < bytes.count, let count = socket.send(bytes[sent...]) {
            sent += count
            pauses = count == 0 ? pauses + 1 : 0
            if count == 0 { try await Task.sleep(for: .milliseconds(2)) }
        }
        return sent
    }

    /// What comes until the gateway hangs up.
    private func answers(on socket: borrowing PlainSocket) async throws -> String {
        var bytes: [UInt8] = []
        while let more = socket.receive(most: 10_000) {
            bytes += more
            if more.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func words(_ answers: String) -> [String] {
        answers.matches(of: /"word": "(word\d+)"/).map { String($0.1) }
    }

    @Test func `a client that sends ahead and reads slowly gets all answers, in order`() async throws {
        let count = 400
        let found = found
        try await TestGateway.serving(found) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            var rest = (requests(0..<count - 1) + requests(count - 1..<count, more: "Connection: close\r\n"))[...]
            var text: [UInt8] = []
            while let more = socket.receive(most: 10_000) {
                text += more
                if !rest.isEmpty, let count = socket.send(rest.prefix(10_000)) { rest = rest.dropFirst(count) }
                if more.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
            }
            let expected = (0..<count).map { "word\($0)" }
            #expect(words(String(decoding: text, as: UTF8.self)) == expected)
            #expect(found.asked.map(\.word) == expected)
        }
    }

    @Test func `nothing is begun, and little read, of what is sent ahead of an answer`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            await gate.pass()
            return .found(request)
        }
        try await TestGateway.serving(lookups) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            _ = try await send(requests(0..<1), to: socket)
            try await eventually { lookups.asked.count == 1 }
            let sent = try await send(requests(1..<100_000), to: socket)
            // The system's buffers on both sides.
            #expect(sent < 600_000)
            #expect(lookups.asked.count == 1)
            gate.open()
        }
    }

    @Test func `a client that reads no answer is hung up on, and little was done for it`() async throws {
        let found = found
        try await TestGateway.serving(found, .init(patience: .seconds(1))) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            let bytes = requests(0..<100_000)
            let sent = try await send(bytes, to: socket, pauses: .max)
            #expect(sent < bytes.count)
            // Answers of some 1,500 bytes, in 64 KiB of the gateway's and what the system has.
            #expect(found.asked.count < 1_000)
        }
    }

    @Test func `a client that reads no answer can be sent away for others`() async throws {
        let found = found
        try await TestGateway.serving(found, .init(maxConnections: 1, patience: .seconds(600))) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            _ = try await send(requests(0..<100_000), to: socket)
            try await eventually { (try? await gateway.get("/health/live").status) == 200 }
        }
    }

    @Test func `a client that sends no more is answered what it sent ahead`() async throws {
        let found = found
        try await TestGateway.serving(found) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            // To have sent no more is to have left, for who waits for the last.
            _ = try await send(requests(0..<20) + Array("\r\n\r\n".utf8) + requests(20..<41), to: socket)
            socket.finish()
            let answered = words(try await answers(on: socket))
            #expect(answered.prefix(40) == (0..<40).map { "word\($0)" }[...])
        }
    }

    @Test(arguments: [
        "GET /v1/en/word0 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n.",
        "GET /v1/en/word0 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n.\r\n0\r\n\r\n",
        "GET /v1/en/word0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /v1/en/word0 HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
    ])
    func `nothing is answered behind an answer that ends the connection`(request: String) async throws {
        let found = found
        try await TestGateway.serving(found, .init(patience: .seconds(600))) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            _ = try await send(Array(request.utf8) + requests(1..<5), to: socket)
            let answer = try await answers(on: socket)
            #expect(words(answer) == ["word0"])
            #expect(answer.lowercased().contains("connection: close"))
        }
    }

    @Test func `a client that fails while its body comes is no fault of the gateway`() async throws {
        let log = CollectedLog(from: .debug)
        try await TestGateway.serving(found, .init(maxConnections: 1), logger: log.logger) { gateway in
            let socket = try PlainSocket(port: gateway.port)
            let head = "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"
            _ = socket.send(Array(head.utf8)[...])
            // Then the body is waited for.
            try await eventually { socket.receive(most: 100)?.isEmpty == false }
            socket.reset()
            try await eventually { (try? await gateway.get("/health/live").status) == 200 }
        }
        // It has ended, and all that it had to answer before.
        #expect(!log.lines.contains("a request failed"))
    }
}

@Suite struct PassingBodiesOn {
    /// What the pieces were that went on, of bytes that come in one go.
    private func pieces(of bytes: String, bodyLeft: Int) throws -> [String] {
        let progress = RequestProgress()
        (progress.isInBody, progress.bodyLeft) = (true, bodyLeft)
        let channel = EmbeddedChannel(handlers: [PipelineHandler(progress), CountingHandler(progress)])
        try channel.writeInbound(ByteBuffer(string: bytes))
        var pieces: [String] = []
        while let piece = try channel.readInbound(as: ByteBuffer.self) { pieces.append(String(buffer: piece)) }
        return pieces
    }

    @Test func `a body of empty lines whose length is known goes on as it came, and not a byte behind it`() throws {
        let body = String(repeating: "\n", count: 4_096)
        #expect(try pieces(of: body + "GET / HTTP/1.1\r\n", bodyLeft: 4_096) == [body])
        #expect(try pieces(of: body, bodyLeft: 1_000_000) == [body])
    }

    /// Takes the body's bytes as the one who reads requests does, and then waits for its answer.
    private final class CountingHandler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer

        private let progress: RequestProgress

        init(_ progress: RequestProgress) {
            self.progress = progress
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            progress.bodyLeft -= unwrapInboundIn(data).readableBytes
            if progress.bodyLeft == 0 { (progress.isInBody, progress.unanswered) = (false, 1) }
            context.fireChannelRead(data)
        }
    }
}
