import ArgumentParser
import Client
import Foundation
import Kafka
import Lexicon
import Logging
import Providers

struct Client: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask for words one after the other, over Kafka.",
        discussion: """
            The client of the original exercise: it asks for your nickname and a dictionary, then for words, and \
            prints answers as they come. An empty line ends it. At a terminal the line can be edited: arrow keys, \
            Home, End, Ctrl-W, and up and down for the words before.

              dico client --bootstrap-servers localhost:9092
              dico client --bootstrap-servers localhost:9092 --nickname Zoë --dictionary German
            """)

    @Option(help: "Your nickname; asked for where it is not given.")
    var nickname: String?

    @Option(
        help: "The dictionary: a language's code or another of its names; asked for where it is not given.",
        completion: .languages)
    var dictionary: String?

    @Option(
        help: ArgumentHelp(
            "How long a word may be without an answer before it is told what to check.", valueName: "seconds"))
    var timeout = 10.0

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: LanguageTopicOption
    @OptionGroup var log: LogOptions

    func validate() throws {
        try topics.layout.check()
        guard timeout > 0, timeout < 86_400 else {
            throw ValidationError("--timeout is \(timeout): expected seconds, above 0 and below 86400.")
        }
    }

    func run() async throws {
        let configuration = try broker.configuration(logger: log.logger("dico", level: .error))
        // What the manifests know is refused before anybody is asked anything.
        let known = try? DictionaryChoice(of: Catalogue.languages(of: manifests.folder))
        if let dictionary { _ = try known?.code(of: dictionary) }
        let served = try await Admin.topics(using: configuration).keys
        let choice = (known ?? DictionaryChoice()).offering(served, as: topics.layout)
        let dialogue = Dialogue()
        defer { dialogue.end() }
        // From the first question on: whatever ends it leaves the terminal as it was.
        try await Interruption.stopping { [self] in try await talk(configuration, choice, dialogue) }
        dialogue.end()
        say("Bye.")
    }

    private func talk(
        _ configuration: ClientConfiguration, _ choice: DictionaryChoice, _ dialogue: Dialogue
    ) async throws {
        let nickname = try await nickname(asking: dialogue)
        let code = try await choice.code(of: dictionary, asking: dialogue)
        let topic = topics.layout.topic(of: code)
        let client = try await SeedClient(broker: configuration, requestTopic: topic, nickname: nickname)
        say("dico client of \(topic). An empty line ends it.")
        let talk = ClientTalk(
            client: client, dialogue: dialogue, topic: topic, servers: configuration.bootstrapServers,
            patience: .seconds(timeout))
        do {
            try await talk.run()
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }

    private func nickname(asking dialogue: Dialogue) async throws -> String {
        var name = nickname
        if name == nil { name = await dialogue.line("Your nickname? ") }
        let given = (name ?? "").trimmingCharacters(in: .whitespaces)
        guard TopicLayout.isTopicName(TopicLayout.part(for: given)) else {
            throw Failure("\(quoted(given)) is no nickname: expected 1 to 200 letters or digits.", code: .usage)
        }
        return given
    }
}
