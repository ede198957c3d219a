import NIOCore

/// The first to see what comes on a connection: admits it, and notes when a request begins.
final class ByteHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let progress: RequestProgress
    private let connections: Connections
    private let patience: TimeAmount

    init(_ progress: RequestProgress, _ connections: Connections, patience: TimeAmount) {
        self.progress = progress
        self.connections = connections
        self.patience = patience
    }

    func channelActive(context: ChannelHandlerContext) {
        guard connections.admit(context.channel) else {
            progress.isOver = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(Problem.tooManyConnections)), promise: nil)
            return context.hangUp()
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        progress.headLimit?.cancel()
        connections.remove(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !progress.isOver else { return }
        if progress.isBetweenRequests {
            progress.isInHead = true
            progress.hasLine = false
            if progress.unanswered == 0 { connections.waits(context.channel) }
            let channel = context.channel
            progress.headLimit = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
                channel.pipeline.fireUserInboundEventTriggered(HeadIsLate())
            }
        }
        if progress.isInHead, !progress.hasLine {
            progress.hasLine = unwrapInboundIn(data).readableBytesView.contains(UInt8(ascii: "\n"))
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if progress.isOver, case ChannelEvent.inputClosed? = event as? ChannelEvent {
            return context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }
}

/// The head of a request has not come to its end in time.
struct HeadIsLate: Sendable {}

extension ChannelHandlerContext {
    /// How long a client may take to read the last answer.
    private static let parting = TimeAmount.seconds(2)

    /// Ends the connection so that its client can still read what was sent last: who closes at once, with bytes unread,
    /// takes that back.
    func hangUp() {
        close(mode: .output, promise: nil)
        let channel = channel
        eventLoop.assumeIsolated().scheduleTask(in: Self.parting) { channel.close(promise: nil) }
    }
}
