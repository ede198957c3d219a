import NIOCore

/// How far the request is that a connection is at. What its handlers know of each other; on its event loop alone.
final class RequestProgress {
    /// Whether some of a head has come, and not all of it.
    var isInHead = false
    /// The first line of that head.
    var line = Line()
    /// Whether the head has come, and the body not whole.
    var isInBody = false
    /// Bytes of the body that are still to come, where the head says how many it has; 0 otherwise.
    var bodyLeft = 0
    /// What the body comes in.
    var wrapping = Wrapping()
    /// Requests whose answer has not gone out whole.
    var unanswered = 0
    /// Whether some of the next answer has gone out.
    var isAnswering = false
    /// Whether the client waits to be told to send the body.
    var awaitsContinue = false
    /// Whether the request's answer is the connection's last: of what comes behind its body nothing is begun.
    var isLast = false
    /// Whether the last answer of the connection has gone out: what else comes is dropped.
    var isOver = false
    /// Whether the client leaves more unread than is to wait for it.
    var isUnread = false
    /// Bytes of answers that were handed to the connection.
    var written = 0
    /// Ends a head that does not come to its end.
    var headLimit: Scheduled<Void>?
    /// Ends a connection whose client does not read.
    var readingLimit: Scheduled<Void>?

    /// As much as has come of a line.
    struct Line {
        private(set) var length = 0
        private(set) var isASCII = true
        private var isWhole = false

        mutating func read(_ bytes: ByteBufferView) {
            guard !isWhole else { return }
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
            let part = bytes[..<(end ?? bytes.endIndex)]
            length += part.count
            isASCII = isASCII && part.allSatisfy { $0 < 0x80 }
            isWhole = end != nil
        }
    }

    /// What of a body is none of its content: the sizes of its chunks, what a client says of each, and its trailers. Every
    /// chunk is taken apart and handed on by itself, so that a client could have a small body cost much.
    struct Wrapping {
        /// Bytes that may be no content, enough for as many chunks as a list has words; beside that one for so many of content.
        private static let (allowance, contentOfOne) = (16 * 1024, 32)

        /// Bytes as they came, and those of content among them.
        var wire = 0
        var content = 0

        var isTooMuch: Bool { wire - content > content / Self.contentOfOne + Self.allowance }
    }

    /// Told when the client has left, or is answered.
    private var departures: [EventLoopPromise<Void>] = []
    /// Whether nothing more can come from the client.
    private var hasLeft = false

    func awaitDeparture(_ promise: EventLoopPromise<Void>) {
        if hasLeft { promise.succeed() } else { departures.append(promise) }
    }

    func clientLeft() {
        hasLeft = true
        endDepartures()
    }

    func endDepartures() {
        for promise in departures { promise.succeed() }
        departures = []
    }

    /// Whether the client is waited for, and not the gateway: no request that has come whole is unanswered, or its answers
    /// are not read.
    var isClientAwaited: Bool { isUnread || unanswered - (isInBody ? 1 : 0) <= 0 }

    /// To be asked after the first bytes of a request, which are none of the one before.
    var isBetweenRequests: Bool { !isInHead && !isInBody }
}

/// What a route sends down a connection when it is about to read the body: the client may be waiting for that.
struct BodyIsWanted: Sendable {}
