import NIOCore

/// The first to see what comes on a connection: admits it, notes when a request begins, and hangs up on a client that does
/// not read what it asked for.
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
        progress.readingLimit?.cancel()
        connections.remove(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !progress.isOver else { return }
        if progress.isBetweenRequests {
            progress.isInHead = true
            progress.line = RequestProgress.Line()
            if progress.unanswered == 0 { connections.waits(context.channel) }
            let channel = context.channel
            progress.headLimit = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
                channel.pipeline.fireUserInboundEventTriggered(HeadIsLate())
            }
        }
        if progress.isInHead { progress.line.read(unwrapInboundIn(data).readableBytesView) }
        context.fireChannelRead(data)
    }

    /// More waits to be read than is to wait, or no longer. Meanwhile no answer is written, and so no request begun: it is
    /// the client that is waited for.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let channel = context.channel
        progress.readingLimit?.cancel()
        progress.isUnread = !channel.isWritable
        if progress.isUnread { limitReading(channel) }
        if progress.isClientAwaited { connections.waits(channel) } else { connections.isAnswered(channel) }
        context.fireChannelWritabilityChanged()
    }

    /// Hangs up on a client that takes nothing for as long as is waited.
    private func limitReading(_ channel: any Channel) {
        let taken = progress.written - channel.unsentBytes
        progress.readingLimit = channel.eventLoop.assumeIsolated().scheduleTask(in: patience) { [self] in
            let takesMore = progress.written - channel.unsentBytes > taken
            if takesMore { limitReading(channel) } else { channel.close(promise: nil) }
        }
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

extension Channel {
    /// Bytes that wait for the client to read others. To be asked on its event loop.
    var unsentBytes: Int { (try? syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }
}

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
