import ServiceLifecycle

/// A service that begins once something else is ready, or has taken too long.
struct Behind<Next: Service>: Service {
    let next: Next
    let ready: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await ready() }
        try await next.run()
    }
}
