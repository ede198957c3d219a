import CoreMetrics
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// A connection of HTTP/1.1 with the gateway's own handlers around the server's.
struct GatewayChannel: ServerChildChannel {
    let http: HTTP1Channel
    let connections: Connections
    let rules: HeadRules
    /// Counts requests that are none.
    let refusals: Counter

    /// Bytes that are read at once, and so held of what a client sends ahead.
    private static let readSize = 4 * 1024
    /// Bytes that the system keeps for a connection each way. By itself it would let them grow to megabytes for whoever
    /// sends ahead, or does not read.
    private static let systemBuffer: SocketOptionValue = 64 * 1024

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            if let options = channel.syncOptions {
                try options.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.readSize))
                try options.setOption(.maxMessagesPerRead, value: 1)
                try options.setOption(.socketOption(.so_rcvbuf), value: Self.systemBuffer)
                try options.setOption(.socketOption(.so_sndbuf), value: Self.systemBuffer)
            }
            let pipeline = channel.pipeline.syncOperations
            let progress = RequestProgress()
            try pipeline.addHandlers(
                [
                    PipelineHandler(progress),
                    ByteHandler(progress, connections, patience: TimeAmount(rules.patience)),
                ], position: .first)
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(
                RequestHandler(progress, connections, rules, refusals: refusals), position: .after(decoder))
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
