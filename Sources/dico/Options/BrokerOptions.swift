import ArgumentParser
import Kafka
import Logging

/// How to reach the Kafka cluster.
struct BrokerOptions: ParsableArguments {
    @Option(
        name: .customLong("bootstrap-servers"),
        help: ArgumentHelp("Brokers to begin with.", valueName: "host:port,…"))
    private var givenServers: String?

    @Option(
        name: .customShort("X", allowingJoined: true),
        help: ArgumentHelp("Any property of librdkafka, such as security.protocol=SSL.", valueName: "key=value"))
    private var properties: [String] = []

    /// Properties that have an option, or that what a worker promises rests on.
    private static let own = [
        "bootstrap.servers": "use --bootstrap-servers", "group.id": "use --group",
        "group.instance.id": "use --instance-id",
        "partition.assignment.strategy": "use --assignment-strategy",
        "enable.auto.commit": "that nothing is lost rests on it",
        "enable.auto.offset.store": "that nothing is lost rests on it",
        "enable.idempotence": "that nothing is sent twice rests on it",
    ]

    /// Nil where none are set.
    var bootstrapServers: String? { givenServers ?? Settings.string("bootstrap-servers") }

    func validate() throws {
        for property in properties where !property.dropFirst().contains("=") {
            throw ValidationError("-X \(property): expected key=value, such as -X security.protocol=SSL.")
        }
        for (name, _) in pairs {
            guard let instead = Self.own[name] else { continue }
            throw ValidationError("-X \(name) is not to be set: \(instead).")
        }
    }

    /// The client's configuration; throws where no servers are set.
    func configuration(logger: Logger) throws -> ClientConfiguration {
        guard let bootstrapServers else {
            throw Failure(
                "No broker is named: set --bootstrap-servers HOST:PORT (dico broker starts one to try with).",
                code: .usage)
        }
        return ClientConfiguration(bootstrapServers: bootstrapServers, properties: pairs, logger: logger)
    }

    var pairs: [(String, String)] {
        (Settings.strings("properties") + properties).map { property in
            let parts = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }
}
