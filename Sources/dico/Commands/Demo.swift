import ArgumentParser
import Client
import Fixtures
import Foundation
import Kafka
import Lexicon
import Logging
import Providers
import ServiceLifecycle
import Worker

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See it work: a broker, a worker and lookups in one go, on recorded pages.",
        discussion: """
            An embedded Kafka broker starts in this process, a worker joins its group, and words of each language \
            travel over Kafka and back. Nothing is fetched from any site.

              dico demo
            """)

    @Option(help: "Words of each language.")
    var words = 2

    @OptionGroup var dictionaries: CatalogueOptions
    @OptionGroup var recorded: FixtureOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        guard words > 0 else { throw ValidationError("--words is \(words): expected at least 1.") }
    }

    func run() async throws {
        let logger = log.logger("dico", level: .error)
        let pages = try recorded.store(of: dictionaries.manifests)
        let catalogue = try dictionaries.load(over: ReplayFetcher(pages), logger: logger)
        let recordedWords = RecordedWords(pages)
        let chosen = try catalogue.languages.map { ($0, Array(try recordedWords.found(of: $0).prefix(words))) }
        let layout = TopicLayout()
        let embedded = try await Embedded(
            languages: catalogue.languages, topics: layout, replyTopic: TopicLayout.usualReplies, logger: logger)
        defer { embedded.broker.shutdown() }
        say("An embedded Kafka broker listens on \(embedded.broker.bootstrapServers).")
        let client = embedded.configuration
        let worker = ServiceGroup(
            services: [WorkerService(configuration: WorkerConfiguration(), broker: client, dictionaries: catalogue)],
            logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await worker.run() }
            group.addTask { [layout] in
                say("A worker joins the group \"\(WorkerConfiguration().group)\"; that takes a few seconds.")
                try await lookUp(chosen, over: client, layout)
                await worker.triggerGracefulShutdown()
            }
            // An error of one ends the other: waiting for all would not.
            while try await group.next() != nil {}
        }
        say("\nThe worker finished, committed and left. What next: dico lookup, or dico help.")
    }

    private func lookUp(
        _ chosen: [(LanguageSummary, [String])], over broker: ClientConfiguration, _ layout: TopicLayout
    ) async throws {
        let client = try await LookupClient(broker: broker, topics: layout, replyTopic: TopicLayout.usualReplies)
        let output = ReplyOutput(asJSON: false)
        for (language, words) in chosen {
            say("\n\(language.name), from \(language.sources.map(\.name).joined(separator: " and ")):\n")
            for word in words {
                let request = LookupRequest(word: word, form: .full, language: language.code)
                output.show(await client.lookup(request, within: .seconds(30)))
                say("")
            }
        }
        await client.close()
    }
}
