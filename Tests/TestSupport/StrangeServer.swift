import NIOCore
import NIOPosix

/// A server on a free port of loopback that speaks no protocol that anybody knows. It runs until it is released.
public final class StrangeServer: Sendable {
    /// What becomes of whoever connects.
    public enum Manner: Sendable {
        /// Is greeted so, and heard no further.
        case greets(String)
        /// Is told nothing.
        case isSilent
        /// Is hung up on.
        case hangsUp
    }

    /// The port on 127.0.0.1.
    public let port: Int
    private let listener: any Channel

    public init(_ manner: Manner) async throws {
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                switch manner {
                case .greets(let text): channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
                case .isSilent: break
                case .hangsUp: channel.close(promise: nil)
                }
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
    }

    deinit { listener.close(promise: nil) }
}
