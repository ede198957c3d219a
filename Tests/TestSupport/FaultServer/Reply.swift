import Foundation
import NIOCore
import NIOPosix

/// What the server does with a request, step by step.
public struct Reply: Sendable {
    public enum Step: Sendable {
        /// Sends the bytes as they are.
        case send([UInt8])
        /// Sends them again and again, until the client has enough.
        case sendForever([UInt8])
        /// Does nothing for a while.
        case pause(Duration)
        /// Does nothing until the gate opens.
        case wait(Gate)
        /// Does nothing any more; the connection stays open until the client closes it.
        case stall
        case close
        /// Closes as a crash would: with a reset.
        case reset
    }

    public var steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }

    /// An ordinary answer on a connection that stays open. A header of the caller's replaces one of ours.
    public static func page(
        _ body: [UInt8], status: Int = 200, headers: [String: String] = [:]
    ) -> Reply {
        Reply([.send(head(status: status, headers: headers, length: body.count) + body)])
    }

    public static func page(_ body: String, status: Int = 200, headers: [String: String] = [:]) -> Reply {
        page(Array(body.utf8), status: status, headers: headers)
    }

    public static func redirect(to location: String, status: Int = 302) -> Reply {
        page("", status: status, headers: ["Location": location])
    }

    /// The same, after `gate` has opened.
    public func after(_ gate: Gate) -> Reply { Reply([.wait(gate)] + steps) }

    /// The same, after a while.
    public func after(_ delay: Duration) -> Reply { Reply([.pause(delay)] + steps) }

    /// A status line and header lines; a length of nil leaves Content-Length out.
    public static func head(
        status: Int = 200, headers: [String: String] = [:], length: Int? = nil
    ) -> [UInt8] {
        var fields = ["Content-Type": "text/html; charset=utf-8"]
        if let length { fields["Content-Length"] = String(length) }
        for (name, value) in headers {
            if let known = fields.keys.first(where: { $0.lowercased() == name.lowercased() }) { fields[known] = nil }
            fields[name] = value
        }
        let lines = fields.map { "\($0.key): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(status) Status\r\n\(lines)\r\n".utf8)
    }

    /// Performs the steps from `first` on.
    func play(on channel: any Channel, from first: Int = 0) {
        guard first < steps.count, channel.isActive else { return }
        switch steps[first] {
        case .send(let bytes):
            channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenSuccess { play(on: channel, from: first + 1) }
        case .sendForever(let bytes):
            // A write can succeed at once; going on from a fresh turn of the loop keeps the stack flat.
            channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenSuccess {
                channel.eventLoop.execute { play(on: channel, from: first) }
            }
        case .pause(let duration):
            channel.eventLoop.scheduleTask(in: TimeAmount(duration)) { play(on: channel, from: first + 1) }
        case .wait(let gate):
            gate.whenOpen { channel.eventLoop.execute { play(on: channel, from: first + 1) } }
        case .stall: break
        case .close: channel.close(promise: nil)
        case .reset:
            guard let options = channel as? any SocketOptionProvider else { return }
            options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
