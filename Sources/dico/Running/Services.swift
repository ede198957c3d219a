import Logging
import ServiceLifecycle

/// Runs services until a signal or an error ends them.
enum Services {
    /// What everything behind the drain may take: leaving the group, the answers to those who watch.
    private static let grace = Duration.milliseconds(900)

    /// Returns after a graceful stop; throws the first error of a service.
    ///
    /// - Parameters:
    ///   - interruption: Made before anything else, so that a signal during the start is a stop too.
    ///   - limit: What a stop may take of what is in flight; the process ends within a second behind it.
    static func run(
        _ services: [any Service], until interruption: Interruption, stoppingWithin limit: Duration, logger: Logger
    ) async throws {
        // Where one fails the others end as they do at a signal: cancelled, they would complain of that.
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: logger)
        configuration.maximumGracefulShutdownDuration = limit + grace
        let group = ServiceGroup(configuration: configuration)
        interruption.onFirst { _ in Task { await group.triggerGracefulShutdown() } }
        interruption.endProcess(after: limit + grace)
        defer { FoldedLines.ofThisProcess.flush() }
        try await group.run()
    }
}
