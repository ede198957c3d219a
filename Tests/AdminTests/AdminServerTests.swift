import Admin
import Logging
import Prometheus
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite struct AdminEndpointsOverHTTP {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Serves while `body` lasts, which gets the port.
    private func serving(
        _ operations: Operations, _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        let log = CollectedLog(from: .info)
        let server = AdminServer(host: "127.0.0.1", port: 0, operations: operations, logger: log.logger)
        let group = ServiceGroup(services: [server], logger: Self.quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let address = try await eventually { log.metadata.compactMap { $0["address"]?.description }.first }
            try await body(try #require(address.split(separator: ":").last.flatMap { Int($0) }))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func `they tell whether the process lives, whether it is ready, and what it measured`() async throws {
        let obstacle = Mutex<String?>("The broker is away.")
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "things_total", dimensions: []).increment(by: 3)
        let operations = Operations(registry: registry) { obstacle.withLock { $0 } }
        try await serving(operations) { port in
            #expect(try await RawHTTP.request(port, "GET", "/health/live").status == 200)
            let unready = try await RawHTTP.request(port, "GET", "/health/ready")
            #expect(unready.status == 503)
            #expect(unready.body.contains("The broker is away."))
            obstacle.withLock { $0 = nil }
            #expect(try await RawHTTP.request(port, "GET", "/health/ready").status == 200)
            let page = try await RawHTTP.request(port, "GET", "/metrics").body
            #expect(page.contains("things_total 3"))
        }
    }

    @Test func `an address that is taken is named`() async throws {
        try await serving(Operations(registry: PrometheusRegistry()) { nil }) { port in
            let second = AdminServer(
                host: "127.0.0.1", port: port, operations: Operations(registry: PrometheusRegistry()) { nil },
                logger: Self.quiet)
            let group = ServiceGroup(services: [second], logger: Self.quiet)
            let fault = await #expect(throws: ListenFault.self) { try await group.run() }
            #expect(fault?.description.contains("127.0.0.1:\(port)") == true)
        }
    }
}
