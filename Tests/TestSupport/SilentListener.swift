import NIOCore
import NIOPosix

/// A port of 127.0.0.1 that takes every connection, and never says a word.
public struct SilentListener: Sendable {
    public let port: Int
    private let channel: any Channel

    public init() async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    public func close() async throws { try await channel.close() }
}
