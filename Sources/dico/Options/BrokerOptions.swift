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
        for part in below { try check(part) }
        for part in given {
            for name in part.texts.map(Self.name(of:)) {
                if let instead = Self.own[name] {
                    throw ValidationError("\(part.place) \(name) is not to be set: \(instead).")
                }
                guard isKnown(name) else { throw ValidationError("\(part.place) has \(PropertyText.unknown(name))") }
            }
        }
    }

    private static func name(of property: String) -> String { String(property.prefix { $0 != "=" }) }

    /// A plugin of librdkafka's has properties of its own.
    private func isKnown(_ name: String) -> Bool {
        KafkaLibrary.knows(property: name) || pairs.contains { $0.name == "plugin.library.paths" }
    }

    /// Refuses what is no property in a text with commas between. It may be a part of a password: it is not repeated.
    private func check(_ part: Part) throws {
        guard part.texts.allSatisfy(PropertyText.isPair) else {
            throw ValidationError(
                "\(part.place) has a part that is no key=value: "
                    + "expected such as security.protocol=SSL,sasl.mechanism=PLAIN.")
        }
        // In a list of the file's a name is one.
        guard !part.isList else { return }
        for (text, before) in zip(part.texts.dropFirst(), part.texts) where !isKnown(Self.name(of: text)) {
            throw ValidationError(
                "\(part.place) has what is no property of librdkafka behind the comma after \(PropertyText.concealed(before) ?? "…"): "
                    + #"mend its name, or write \, where the comma belongs to the value."#)
        }
    }

    /// Refuses servers that are none. Below the command line they may be where nobody asks a broker.
    func checkServers() throws {
        guard let bootstrapServers else { return }
        let place = givenServers == nil ? Settings.place(of: "bootstrap-servers") : "--bootstrap-servers"
        let servers = bootstrapServers.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard !servers.isEmpty else { throw ValidationError("\(place) is empty: expected \(BrokerAddress.form).") }
        guard let wrong = servers.first(where: { !BrokerAddress.isOne($0) }) else { return }
        // What stands before that sign may be a password, as in other addresses; and a property has one behind its own.
        let shown = wrong.contains("=") ? "…" : wrong.lastIndex(of: "@").map { "…\(wrong[$0...])" } ?? wrong
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

    /// Properties that one place has.
    private struct Part {
        /// For messages.
        let place: String
        /// `key=value` each.
        let texts: [String]
        let isList: Bool
    }

    /// Those of the file, then those of the environment.
    private var below: [Part] {
        Settings.parts("properties").map {
            Part(place: $0.place, texts: $0.text.map(PropertyText.parts) ?? $0.list, isList: $0.text == nil)
        }
    }

    /// All, from the lowest place to the command line.
    private var given: [Part] { below + [Part(place: "-X", texts: properties, isList: true)] }

    /// In that order. Of a name that is given twice the later one holds, whatever the earlier one is.
    var pairs: [ClientConfiguration.Property] {
        let all = given.flatMap(\.texts).map { (name: Self.name(of: $0), text: $0) }
        let last = Dictionary(all.indices.map { (all[$0].name, $0) }) { $1 }
        return all.indices.filter { last[all[$0].name] == $0 }.map { index in
            let (name, text) = all[index]
            return .init(name, Secret(String(text.dropFirst(name.count + 1))))
        }
    }
}
