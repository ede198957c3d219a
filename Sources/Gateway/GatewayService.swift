import Client
import CoreMetrics
import Foundation
import Hummingbird
import HummingbirdCore
import Lexicon
import Logging
import NIOCore
import ServiceLifecycle

/// Serves HTTP: turns requests into lookups, and their replies into answers.
public struct GatewayService: Service {
    let configuration: GatewayConfiguration
    let lookups: any Lookups
    let languages: Languages
    let metrics: any MetricsFactory
    let addOperations: @Sendable (Router<GatewayContext>) -> Void
    private let logger: Logger
    private let onListening: @Sendable (_ host: String, _ port: Int) async -> Void

    /// - Parameters:
    ///   - languages: Those that can be asked for; the workers are to know them too.
    ///   - metrics: Counts and times the requests.
    ///   - operations: Adds what is told to those who watch the gateway: they have no token, and are never to wait.
    ///   - onListening: Called once, with the port that it is. Clients are let in when it returns.
    public init(
        configuration: GatewayConfiguration, lookups: any Lookups, languages: [LanguageSummary],
        metrics: any MetricsFactory, operations: @escaping @Sendable (Router<GatewayContext>) -> Void, logger: Logger,
        onListening: @escaping @Sendable (_ host: String, _ port: Int) async -> Void = { _, _ in }
    ) {
        self.configuration = configuration
        self.lookups = lookups
        self.languages = Languages(languages)
        self.metrics = metrics
        addOperations = operations
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the graceful shutdown, and finishes what is in flight then.
    ///
    /// - Throws: A `GatewayFault` where it cannot listen.
    public func run() async throws {
        if configuration.tokens.isEmpty, !HostRule.isOfThisMachineAlone(configuration.host.lowercased()) {
            logger.warning(
                "whoever reaches this address may ask for words: --token-file has clients show a token",
                metadata: ["address": "\(configuration.host)"])
        }
        let application = application()
        try await withThrowingTaskGroup { group in
            group.addTask {
                do {
                    try await application.run()
                } catch let error as IOError {
                    throw GatewayFault(host: configuration.host, port: configuration.port, cause: error)
                } catch let error as SocketAddressError {
                    throw GatewayFault(host: configuration.host, port: configuration.port, cause: error)
                }
            }
            group.addTask {
                try await gracefulShutdown()
                try await Task.sleep(for: configuration.drainTimeout)
                logger.warning("requests are still in flight after the drain timeout: they are cut off")
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func application() -> some ApplicationProtocol {
        let metrics = HTTPMetrics(factory: self.metrics)
        return Application(
            router: router(counting: metrics), server: server(counting: metrics),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { [onListening, host = configuration.host] channel in
                await onListening(host, channel.localAddress?.port ?? 0)
            },
            logger: serverLogger)
    }

    private func server(counting metrics: HTTPMetrics) -> HTTPServerBuilder {
        let connections = Connections(
            limit: configuration.maxConnections, clientLimit: configuration.maxPerClient ?? .max,
            proxies: TrustedProxies(configuration.trustedProxies), refusals: metrics.connections, logger: logger)
        let rules = HeadRules(
            hosts: HostRule(allowed: configuration.allowedHosts, listening: configuration.host),
            patience: configuration.patience)
        let http = HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(GatewayConfiguration.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: HeadRules.fieldLimit, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))
        return HTTPServerBuilder { responder in
            GatewayChannel(
                http: HTTP1Channel(responder: responder, configuration: http), connections: connections, rules: rules,
                refusals: metrics.head)
        }
    }

    /// The library tells of each start and stop; what is worth telling of, the commands tell.
    private var serverLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}

/// Why a gateway cannot listen.
public struct GatewayFault: Error, Sendable, CustomStringConvertible {
    /// The address, and why it cannot be listened at.
    public let description: String

    init(host: String, port: Int, cause: any Error) {
        switch (cause as? IOError)?.errnoCode {
        case EADDRINUSE: description = "\(host):\(port) is taken: choose another --port, or 0 for any that is free."
        case EACCES: description = "\(host):\(port) may not be listened at: choose a --port of 1024 or above."
        default: description = "\(host):\(port) cannot be listened at: choose another --host. (\(cause))"
        }
    }
}
