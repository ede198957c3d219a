import Admin
import ArgumentParser
import Logging
import Prometheus

/// Where those who operate the process can look inside.
struct AdminOptions: ParsableArguments {
    @Option(
        name: .customLong("admin-address"),
        help: ArgumentHelp(
            "Serve /metrics, /health/live and /health/ready here; the host is 127.0.0.1 where only a port is given.",
            valueName: "host:port"))
    private var givenAddress: ListenAddress?

    func validate() throws {
        // A wrong one below the command line is noted by being read.
        _ = address
    }

    private var address: ListenAddress? { givenAddress ?? Settings.optional("admin-address") }

    /// What the process measures from here on; nil where nobody wants to see it.
    func metrics() -> PrometheusRegistry? {
        address.map { _ in .ofThisProcess() }
    }

    /// The server of the endpoints; nil where no address is set.
    func server(
        _ registry: PrometheusRegistry, worries: @escaping @Sendable () -> [String] = { [] },
        obstacle: @escaping @Sendable () -> String?, logger: Logger
    ) -> AdminServer? {
        address.map { address in
            AdminServer(
                host: address.host, port: address.port,
                operations: Operations(registry: registry, worries: worries, obstacle: obstacle),
                logger: logger)
        }
    }
}
