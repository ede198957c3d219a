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

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let progress = RequestProgress()
            try pipeline.addHandler(
                ByteHandler(progress, connections, patience: TimeAmount(rules.patience)), position: .first)
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
