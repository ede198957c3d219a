import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Serves `Operations` over HTTP at an address of its own, until a graceful shutdown.
///
/// It asks nobody who they are: let it listen on the loopback or a private network.
public struct AdminServer: Service {
    private let host: String
    private let port: Int
    private let operations: Operations
    private let logger: Logger

    /// - Parameter port: 0 for one that is free; the log tells which.
    public init(host: String, port: Int, operations: Operations, logger: Logger) {
        self.host = host
        self.port = port
        self.operations = operations
        self.logger = logger
    }

    /// - Throws: `ListenFault` where the address cannot be listened on.
    public func run() async throws {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.addOperations(operations)
        // Hummingbird's own lines are about each connection.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    // For a request that does not come to its end as for a connection without any.
                    idleTimeout: .seconds(30),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let bound = channel.localAddress?.port ?? port
                logger.info("admin endpoints", metadata: ["address": "\(hostAndPort(host, bound))"])
            },
            logger: quiet)
        do {
            try await application.run()
        } catch  where !(error is CancellationError) {
            throw ListenFault(host: host, port: port, reason: "\(error)")
        }
    }
}

/// As it stands in an address of the web: IPv6 in brackets.
private func hostAndPort(_ host: String, _ port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
}

/// An address that cannot be listened on.
public struct ListenFault: Error, CustomStringConvertible {
    /// As it was given.
    public var host: String
    /// 0 where the system was to choose.
    public var port: Int
    /// The system's own words.
    public var reason: String

    public var description: String {
        "Nothing can listen on \(hostAndPort(host, port)) (\(reason)): choose another address or port."
    }
}
