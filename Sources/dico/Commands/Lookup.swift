import ArgumentParser
import Foundation
import Gateway
import Lexicon
import Providers

struct Lookup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look words up and print what they mean.",
        discussion: """
            Without a broker the words are looked up in this process; with --bootstrap-servers they travel over Kafka \
            to whatever workers are there.

            Exit code: 0 all found, 1 some not found, 2 some could not be looked up, 69 broker out of reach.

              dico lookup --language fr nuage
              dico lookup --language en --json cloud bank
              dico lookup --language fr --bootstrap-servers localhost:9092 nuage
            """)

    @Option(help: "The language: its code or another of its names.")
    var language: String

    @Option(help: ArgumentHelp("Try only this source; may be repeated.", valueName: "id"))
    var source: [String] = []

    @Flag(help: "Pass over cached answers.")
    var fresh = false

    @Flag(help: "Print each full reply as a line of JSON.")
    var json = false

    @Option(help: ArgumentHelp("How long to wait for an answer.", valueName: "seconds"))
    var timeout = Settings.value("timeout", default: 30.0)

    @Option(help: ArgumentHelp("The topic on which answers come back over Kafka.", valueName: "topic"))
    var replyTopic = Settings.value("reply-topic", default: "dictionary-replies")

    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: TopicOptions
    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var unread: QuarantineOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The words.")
    var words: [String]

    func validate() throws {
        try topics.checkTarget(replyTopic, "--reply-topic")
        guard timeout > 0, timeout < 86_400 else { throw ValidationError("--timeout is \(timeout): expected seconds.") }
    }

    func run() async throws {
        let outcomes = broker.bootstrapServers == nil ? try await lookUpHere() : try await lookUpOverKafka()
        if outcomes.contains(where: { $0 != .found && $0 != .notFound }) { throw ExitCode.lookupFailed }
        if outcomes.contains(.notFound) { throw ExitCode.notFound }
    }

    private func request(_ word: String) -> LookupRequest {
        LookupRequest(
            word: word, form: .full, language: language, sources: source.isEmpty ? nil : source, fresh: fresh,
            deadline: Date(timeIntervalSinceNow: timeout))
    }

    private func lookUpHere() async throws -> [Outcome] {
        // A full disk is worth a line here too.
        let quarantine = try unread.quarantine(logger: log.logger("dico", level: .warning))
        let catalogue = try dictionaries.load(
            keepingUnreadIn: quarantine, logger: log.logger("dico", level: .error)
        ).catalogue
        let code = try catalogue.code(named: language)
        let outcomes = await lookUp { word in
            let request = request(word)
            do {
                // The limits of the wire hold here too.
                _ = try LookupRequest(decoding: request.encoded())
            } catch {
                return LookupReply(word: word, language: code, outcome: .rejected, error: "\(error)")
            }
            var reply = await catalogue.lookup(
                Query(
                    word: request.term, language: code, sources: request.sources, fresh: fresh,
                    deadline: request.deadline))
            reply.word = word
            return reply
        }
        await quarantine?.flush()
        return outcomes
    }

    private func lookUpOverKafka() async throws -> [Outcome] {
        let client = try await LookupClient(
            broker: broker.configuration(logger: log.logger("dico", level: .error)), topics: topics.layout,
            replyTopic: replyTopic)
        let outcomes = await lookUp { await client.lookup(request($0), within: .seconds(timeout)) }
        await client.close()
        return outcomes
    }

    /// Looks all words up at once and shows the replies in the order of the words.
    private func lookUp(_ answer: @escaping @Sendable (String) async -> LookupReply) async -> [Outcome] {
        let output = ReplyOutput(asJSON: json)
        let pending = words.map { word in Task { await answer(word) } }
        var outcomes: [Outcome] = []
        for task in pending {
            let reply = await task.value
            output.show(reply)
            outcomes.append(reply.outcome)
        }
        return outcomes
    }
}
