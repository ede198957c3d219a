import ArgumentParser
import Foundation
import Kafka
import Logging
import Secrets

/// How to reach the Kafka cluster.
struct BrokerOptions: ParsableArguments {
    /// The options, which are of no use to a process that asks no broker.
    static let names = ["--bootstrap-servers", "-b", "-X"]

    @Option(
        name: [.customShort("b"), .customLong("bootstrap-servers")],
        help: ArgumentHelp("Brokers to begin with.", valueName: "host:port,…"))
    private var givenServers: String?

    @Option(
        name: .customShort("X", allowingJoined: true),
        help: ArgumentHelp("Any property of librdkafka, such as security.protocol=SSL.", valueName: "key=value"))
    private var properties: [String] = []

    /// Properties that have an option, or that what a worker promises rests on.
    private static let own = [
        "bootstrap.servers": "use --bootstrap-servers", "metadata.broker.list": "use --bootstrap-servers",
        "group.id": "use --group",
        "group.instance.id": "use --instance-id",
        "partition.assignment.strategy": "use --assignment-strategy",
        "enable.auto.commit": "that nothing is lost rests on it",
        "auto.commit.enable": "that nothing is lost rests on it",
        "enable.auto.offset.store": "that nothing is lost rests on it",
        "enable.idempotence": "that nothing is sent twice rests on it",
        "allow.auto.create.topics": "that no stranger creates topics rests on it",
    ]

    /// Nil where none are set.
    var bootstrapServers: String? { givenServers ?? Settings.string("bootstrap-servers") }

    func validate() throws {
        if givenServers != nil { try checkServers() }
        for property in properties where !PropertyText.isPair(property) {
            throw ValidationError(PropertyText.incomplete(property))
        }
        try checkSet()
        for property in pairs {
            guard let instead = Self.own[property.name] else { continue }
            throw ValidationError("-X \(property.name) is not to be set: \(instead).")
        }
    }

    /// Refuses what is no property in a text with commas between. It may be a part of a password: it is not repeated.
    private func checkSet() throws {
        let place = "DICO_PROPERTIES (or properties in the file of DICO_CONFIG)"
        guard set.allSatisfy(PropertyText.isPair) else {
            throw ValidationError(
                "\(place) has a part that is no key=value: "
                    + "expected such as security.protocol=SSL,sasl.mechanism=PLAIN.")
        }
        // In a list of the file's a name is one. A plugin of librdkafka's has properties of its own.
        guard Settings.string("properties") != nil, !pairs.contains(where: { $0.name == "plugin.library.paths" }) else {
            return
        }
        for (part, before) in zip(set.dropFirst(), set)
        where !KafkaLibrary.knows(property: String(part.prefix { $0 != "=" })) {
            throw ValidationError(
                "\(place) has what is no property of librdkafka behind the comma after \(PropertyText.concealed(before) ?? "…"): "
                    + #"mend its name, or write \, where the comma belongs to the value."#)
        }
    }

    /// Refuses servers that are none. Below the command line they may be where nobody asks a broker.
    func checkServers() throws {
        guard let bootstrapServers else { return }
        let place =
            givenServers == nil
            ? "DICO_BOOTSTRAP_SERVERS (or bootstrap-servers in the file of DICO_CONFIG)" : "--bootstrap-servers"
        let servers = bootstrapServers.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard !servers.isEmpty else { throw ValidationError("\(place) is empty: expected \(BrokerAddress.form).") }
        guard let wrong = servers.first(where: { !BrokerAddress.isOne($0) }) else { return }
        // What stands before that sign may be a password, as in other addresses.
        let shown = wrong.lastIndex(of: "@").map { "…\(wrong[$0...])" } ?? wrong
        throw ValidationError("\(place) has \"\(shown)\": expected \(BrokerAddress.form).")
    }

    /// The client's configuration; throws where no servers are set.
    func configuration(logger: Logger) throws -> ClientConfiguration {
        try checkServers()
        guard let bootstrapServers else {
            throw Failure(
                "No broker is named: set --bootstrap-servers HOST:PORT (dico broker starts one to try with).",
                code: .usage)
        }
        return ClientConfiguration(bootstrapServers: bootstrapServers, properties: pairs, logger: logger)
    }

    /// Those of the environment, or of the file.
    private var set: [String] {
        Settings.string("properties").map(PropertyText.parts) ?? Settings.strings("properties")
    }

    var pairs: [ClientConfiguration.Property] {
        (set + properties).map { property in
            let parts = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return .init(String(parts[0]), Secret(parts.count > 1 ? String(parts[1]) : ""))
        }
    }
}
