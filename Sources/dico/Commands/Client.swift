import ArgumentParser
import Client
import Foundation
import Lexicon
import Logging

struct Client: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask for words one after the other, over Kafka.",
        discussion: """
            The client of the original exercise: it asks for your nickname and a dictionary, then for words, and \
            prints answers as they come. An empty line ends it.

              dico client --bootstrap-servers localhost:9092
            """)

    @Option(help: "Your nickname; asked for where it is not given.")
    var nickname: String?

    @Option(help: "The dictionary's language code; asked for where it is not given.", completion: .languages)
    var dictionary: String?

    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: TopicOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let configuration = try broker.configuration(logger: log.logger("dico", level: .error))
        let nickname = try named(nickname, "Your nickname? ")
        let language = try named(dictionary, "Which dictionary? ")
        let topic = topics.layout.topic(of: language)
        let client = try await SeedClient(broker: configuration, requestTopic: topic, nickname: nickname)
        say("dico client of \(topic). An empty line ends it.")
        do {
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await Self.readWords(for: client)
                    // The farewell is on its way; where nobody says it back, nobody serves this topic.
                    try await Task.sleep(for: .seconds(15))
                    throw Failure("No goodbye came back: check that a worker serves \(topic).", code: .unavailable)
                }
                group.addTask { try await Self.showAnswers(of: client) }
                // The answers end first, by themselves.
                try await group.next()
                group.cancelAll()
            }
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        say("Bye.")
    }

    /// A name that can be part of a topic's.
    private func named(_ given: String?, _ question: String) throws -> String {
        let name = given ?? ask(question)
        guard TopicLayout.isTopicName(name) else {
            throw Failure(
                "\"\(name)\" cannot be part of a topic's name: expected letters, digits, \".\", \"_\" or \"-\".",
                code: .usage)
        }
        return name
    }

    private func ask(_ question: String) -> String {
        print(text: question)
        return (readLine() ?? "").trimmingCharacters(in: .whitespaces)
    }

    /// Sends each line of standard input; an empty one, or the end of input, is the farewell.
    private static func readWords(for client: SeedClient) async throws {
        prompt()
        for try await line in StandardInput.lines {
            let word = line.trimmingCharacters(in: .whitespaces)
            if word.isEmpty { break }
            try await client.ask(word)
        }
        await client.settled(within: .seconds(10))
        try await client.ask("")
    }

    private static func showAnswers(of client: SeedClient) async throws {
        while let answers = try await client.answers() {
            for answer in answers {
                if answer.isFarewell { return }
                say("\n\(answer.word): \(answer.definition ?? "no definition")")
                prompt()
            }
        }
    }

    private static func prompt() {
        print(text: "Word> ")
    }
}

/// Standard input, read by a thread of its own: a person may take hours for a line, and the tasks' threads are few.
enum StandardInput {
    static var lines: AsyncStream<String> {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        let thread = Thread {
            while let line = readLine() { continuation.yield(line) }
            continuation.finish()
        }
        thread.start()
        return lines
    }
}
