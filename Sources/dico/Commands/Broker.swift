import ArgumentParser
import Foundation
import Kafka
import Lexicon
import Providers

struct Broker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run an embedded Kafka broker on this machine, in memory, to try things with.",
        discussion: """
            It speaks the Kafka protocol on 127.0.0.1 at a port of its own choosing, printed at start; with --port, \
            programs that know localhost:9092 alone begin there. It keeps at most 5 MiB a partition and forgets all \
            when it ends: for demos, tests and CI, never for production.

              dico broker --port 9092
              dico broker --address-file broker.address
              dico worker --bootstrap-servers "$(cat broker.address)" --replay fixtures
            """)

    @Option(help: "Take first connections at this port of localhost too.")
    var port: UInt16?

    @Option(help: ArgumentHelp("Write host:port to this file once the broker is up.", valueName: "file"))
    var addressFile: String?

    @Option(help: "Partitions of each topic.")
    var partitions = Settings.value("partitions", default: 4)

    @Option(help: ArgumentHelp("Create this topic too; may be repeated.", valueName: "name"), completion: .topics)
    var topic: [String] = []

    @OptionGroup var topics: TopicOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard (1...1_000).contains(partitions) else {
            throw ValidationError("--partitions is \(partitions): expected 1 to 1000.")
        }
        guard port != 0 else { throw ValidationError("--port is 0: expected 1 to 65535.") }
    }

    func run() async throws {
        let languages = try Catalogue.languages(of: manifests.folder)
        let names =
            topics.layout.requestTopics(for: languages.map(\.code)) + [
                topics.layout.deadLetters, topics.layout.answers,
            ]
            + topic
        let broker = try await EmbeddedBroker(
            topics: Dictionary(names.map { ($0, partitions) }) { first, _ in first }, port: port)
        // Before anybody knows of it: whoever has the address may end it.
        let interruption = Interruption()
        say("Listening on \(broker.bootstrapServers)")
        if let addressFile { try write(broker.bootstrapServers, to: addressFile) }
        await interruption.first()
        if let addressFile { try? FileManager.default.removeItem(atPath: addressFile) }
        broker.shutdown()
    }

    private func write(_ address: String, to file: String) throws {
        do {
            try Data((address + "\n").utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw Failure("\(file) cannot be written: \(systemReason(of: error))", code: .noInput)
        }
    }
}
