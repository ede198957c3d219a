import CoreMetrics
import NIOCore
import NIOHTTP1

/// Looks at each request before the routes do: answers those that are none with a problem, as the routes would, and has
/// clients that ask first send their bodies.
final class RequestHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let progress: RequestProgress
    private let connections: Connections
    private let rules: HeadRules
    private let refusals: Counter
    /// To be said when what came before is answered; nothing that comes after it is.
    private var last: Last?

    private struct Last {
        let problem: Problem
        /// Nil where it could not be read.
        var head: HTTPRequestHead?
        /// Whether it is about the body of a request that the routes have.
        var isOfBody = false
    }

    init(_ progress: RequestProgress, _ connections: Connections, _ rules: HeadRules, refusals: Counter) {
        self.progress = progress
        self.connections = connections
        self.rules = rules
        self.refusals = refusals
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !progress.isOver, last == nil else { return }
        switch unwrapInboundIn(data) {
        case .head where progress.isLast: break
        case .head(var head):
            progress.headLimit?.cancel()
            progress.isInHead = false
            progress.isInBody = true
            progress.bodyLeft = head.bodyLength
            progress.wrapping = RequestProgress.Wrapping()
            if let problem = rules.problem(with: head) {
                return end(context, Last(problem: problem, head: head))
            }
            // The server below looks for this very word.
            progress.isLast = !head.isKeepAlive || head.endsReading
            if progress.isLast { head.headers.replaceOrAdd(name: "connection", value: "close") }
            progress.awaitsContinue = head.headers.contains(name: "expect") && head.version == .http1_1
            progress.unanswered += 1
            context.fireChannelRead(wrapInboundOut(.head(head)))
        case .body where !progress.isInBody, .end where !progress.isInBody: break
        case .body(let bytes):
            progress.awaitsContinue = false
            progress.bodyLeft = max(0, progress.bodyLeft - bytes.readableBytes)
            progress.wrapping.content += bytes.readableBytes
            context.fireChannelRead(wrapInboundOut(.body(bytes)))
        case .end(let trailers):
            progress.isInBody = false
            progress.bodyLeft = 0
            // It may have been answered before it was here.
            if progress.isClientAwaited {
                connections.waits(context.channel)
            } else {
                connections.isAnswered(context.channel)
            }
            context.fireChannelRead(wrapInboundOut(.end(trailers)))
            finishIfLast(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !progress.isOver, last == nil else { return }
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard !progress.isInBody else {
            return endBody(context, rules.problem(of: error, line: RequestProgress.Line()), error)
        }
        end(context, Last(problem: rules.problem(of: error, line: progress.line)))
    }

    private func endBody(_ context: ChannelHandlerContext, _ problem: Problem, _ error: HTTPParserError) {
        end(context, Last(problem: problem, isOfBody: true))
        // Whoever reads the body is to know that there is no more of it.
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        progress.clientLeft()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        progress.clientLeft()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { progress.clientLeft() }
        let mayEnd = !progress.isOver && last == nil
        switch event {
        case is HeadIsLate where progress.isInHead && mayEnd:
            end(context, Last(problem: .headTooSlow(limit: rules.patience)))
        case is BodyIsWrapping where mayEnd: endBody(context, .tooMuchWrapping, .invalidChunkSize)
        case is HeadIsLate, is BodyIsWrapping: break
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if let event = event as? DepartureIsAwaited {
            progress.awaitDeparture(event.promise)
            promise?.succeed()
            return
        }
        guard event is BodyIsWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard progress.awaitsContinue, !progress.isAnswering, !progress.isOver else { return }
        progress.awaitsContinue = false
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !progress.isOver else {
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            progress.isAnswering = true
            if head.headers[canonicalForm: "connection"].contains("close") { progress.isLast = true }
            if progress.isLast { head.headers.replaceOrAdd(name: "connection", value: "close") }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            progress.isAnswering = false
            progress.unanswered -= 1
            progress.endDepartures()
            context.write(data, promise: promise)
            if let last { return sayIfDue(context, last) }
            if progress.isClientAwaited { connections.waits(context.channel) }
            finishIfLast(context)
        }
    }

    /// Says that nothing follows an answer which said so, once the body of its request is here. The client may take as long
    /// for what it has not read yet as for any answer.
    private func finishIfLast(_ context: ChannelHandlerContext) {
        guard progress.isLast, !progress.isInBody, progress.unanswered == 0 else { return }
        context.flush()
        context.close(mode: .output, promise: nil)
    }

    private func end(_ context: ChannelHandlerContext, _ last: Last) {
        refusals.increment()
        self.last = last
        sayIfDue(context, last)
    }

    /// Says what is last once all before it is answered. A body that breaks off is answered in its request's place, and
    /// where that is answered already, nothing more is to be said.
    private func sayIfDue(_ context: ChannelHandlerContext, _ last: Last) {
        switch progress.unanswered {
        case 0 where last.isOfBody: finish(context)
        case 0: say(context, last)
        case 1 where last.isOfBody && !progress.isAnswering: say(context, last)
        default: break
        }
    }

    private func say(_ context: ChannelHandlerContext, _ last: Last) {
        let path = last.head?.uri.prefix { $0 != "?" } ?? "/"
        let (head, body) = last.problem.message(path: String(path))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if last.head?.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        finish(context)
    }

    private func finish(_ context: ChannelHandlerContext) {
        progress.isOver = true
        progress.headLimit?.cancel()
        progress.readingLimit?.cancel()
        context.flush()
        context.hangUp()
    }
}

extension HTTPRequestHead {
    /// Whether the parser takes what comes next for another protocol, which nobody here speaks, and so would leave a next
    /// request unanswered.
    fileprivate var endsReading: Bool { method == .CONNECT || headers.contains(name: "upgrade") }

    /// Bytes of the body where they are told in advance; 0 where they are not.
    fileprivate var bodyLength: Int {
        guard !headers.contains(name: "transfer-encoding"), let length = headers.first(name: "content-length") else {
            return 0
        }
        return Int(length) ?? 0
    }
}
