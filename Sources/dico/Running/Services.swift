import Logging
import ServiceLifecycle

/// Runs services until a signal or an error ends them.
enum Services {
    /// Returns after a graceful stop; throws the first error of a service.
    ///
    /// - Parameter interruption: Made before anything else, so that a signal during the start is a stop too.
    static func run(_ services: [any Service], until interruption: Interruption, logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: logger))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask { await interruption.watch { _ in await group.triggerGracefulShutdown() } }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}
