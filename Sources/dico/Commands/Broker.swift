import ArgumentParser
import Foundation
import Kafka
import Lexicon
import Providers

struct Broker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run an embedded Kafka broker on this machine, in memory, to try things with.",
        discussion: """
            It speaks the Kafka protocol on 127.0.0.1 at a port of its own choosing, printed at start. It keeps at \
            most 5 MiB a partition and forgets all when it ends: for demos, tests and CI, never for production.

              dico broker --address-file broker.address
              dico worker --bootstrap-servers "$(cat broker.address)" --replay fixtures
            """)

    @Option(help: ArgumentHelp("Write host:port to this file once the broker is up.", valueName: "file"))
    var addressFile: String?

    @Option(help: "Partitions of each topic.")
    var partitions = Settings.value("partitions", default: 4)

    @Option(help: ArgumentHelp("Create this topic too; may be repeated.", valueName: "name"), completion: .topics)
    var topic: [String] = []

    @OptionGroup var topics: TopicOptions
    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard (1...1_000).contains(partitions) else {
            throw ValidationError("--partitions is \(partitions): expected 1 to 1000.")
        }
    }

    func run() async throws {
        let catalogue = try dictionaries.load(logger: log.logger("dico", level: .error)).catalogue
        let names =
            topics.layout.requestTopics(for: catalogue.languages.map(\.code)) + [
                topics.layout.deadLetters, topics.layout.answers,
            ]
            + topic
        let broker = try await EmbeddedBroker(topics: Dictionary(names.map { ($0, partitions) }) { first, _ in first })
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
            throw Failure("\(file) cannot be written: \((error as NSError).localizedDescription)", code: .noInput)
        }
    }
}
