import Logging
import ServiceLifecycle

/// Runs services until a signal or an error ends them.
enum Services {
    /// Returns after a graceful stop; throws the first error of a service.
    static func run(_ services: [any Service], logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: logger))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask { await Interruption().watch { _ in await group.triggerGracefulShutdown() } }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }
}
