import NIOCore

/// Holds back what a client sends ahead: a request is passed on when those before it are answered, and the client has taken
/// the answers off the connection but for a few. Nothing more is read meanwhile.
///
/// Whatever comes in one go would otherwise be taken apart at once, and answered before the connection can tell that nobody
/// reads.
final class PipelineHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData

    /// Bytes that are passed on at once, unless a line ends later: of what is shorter than a request, no more than two begin
    /// in as many. A body whose length is known is passed on without a look at its lines: it has as many as its client likes.
    private static let least = 32

    private let progress: RequestProgress
    private var held = ByteBuffer()
    /// Whether the client sends no more behind what is held.
    private var isInputClosed = false
    /// Whether there is somebody who waits for more to be read.
    private var isReadWanted = false
    private var isPassingOn = false

    init(_ progress: RequestProgress) {
        self.progress = progress
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
        passOn(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent, held.readableBytes > 0 {
            isInputClosed = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func read(context: ChannelHandlerContext) {
        if held.readableBytes > 0 { isReadWanted = true } else { context.read() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        progress.written += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }

    /// What is flushed may have been the end of an answer.
    func flush(context: ChannelHandlerContext) {
        context.flush()
        goOn(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.fireChannelWritabilityChanged()
        goOn(context)
    }

    private func goOn(_ context: ChannelHandlerContext) {
        guard !isPassingOn, held.readableBytes > 0, mayPassOn(context.channel) else { return }
        passOn(context)
        context.fireChannelReadComplete()
        guard held.readableBytes == 0 else { return }
        if isInputClosed {
            isInputClosed = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if isReadWanted {
            isReadWanted = false
            context.read()
        }
    }

    private func passOn(_ context: ChannelHandlerContext) {
        isPassingOn = true
        defer { isPassingOn = false }
        while held.readableBytes > 0, mayPassOn(context.channel), let part = held.readSlice(length: nextLength) {
            if progress.isInBody { progress.wrapping.wire += part.readableBytes }
            context.fireChannelRead(wrapInboundOut(part))
            if progress.isInBody, progress.wrapping.isTooMuch {
                context.fireUserInboundEventTriggered(BodyIsWrapping())
            }
        }
    }

    private func mayPassOn(_ channel: any Channel) -> Bool {
        progress.isOver || !progress.isBetweenRequests || progress.unanswered == 0 && channel.isWritable
    }

    private var nextLength: Int {
        if progress.bodyLeft > 0 { return min(progress.bodyLeft, held.readableBytes) }
        let bytes = held.readableBytesView
        let end = bytes.dropFirst(Self.least - 1).firstIndex(of: UInt8(ascii: "\n"))
        return (end.map { $0 + 1 } ?? bytes.endIndex) - bytes.startIndex
    }
}

/// More of a body is about its content than may be.
struct BodyIsWrapping: Sendable {}
