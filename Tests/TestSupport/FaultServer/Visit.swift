import NIOCore

/// One connection: takes requests from it, one after the other, and plays the replies.
final class Visit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let state: ServerState
    private let number: Int
    private var received: [UInt8] = []

    init(_ channel: any Channel, at state: ServerState) {
        self.state = state
        number = state.enter(channel)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        while let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
            let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
            received.removeSubrange(..<end.upperBound)
            guard let request = FaultServer.Request(head: head, connection: number) else {
                context.close(promise: nil)
                return
            }
            state.reply(to: request).play(on: context.channel)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        state.leave(context.channel)
    }

    /// A client that goes away is part of the game.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension FaultServer.Request {
    /// From the lines before the empty one; requests have no bodies here.
    init?(head: String, connection: Int) {
        let lines = head.split(separator: "\r\n")
        guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        self.init(
            method: String(words[0]), target: String(words[1]), headers: headers, connection: connection,
            receivedAt: .now)
    }
}
