import Client
import Foundation
import Kafka
import Lexicon

/// What goes on between a person and a client of the exercise, until goodbye is said.
struct ClientTalk: Sendable {
    let client: SeedClient
    let dialogue: Dialogue
    let topic: String
    let servers: String
    /// How long a word may be without an answer.
    let patience: Duration

    private static let prompt = "Word> "
    /// How long the answers to the last words, and then the goodbye, may take.
    private static let (rest, farewell) = (Duration.seconds(10), Duration.seconds(15))

    func run() async throws {
        let (failures, failed) = AsyncStream.makeStream(of: KafkaError.self)
        defer { failed.finish() }
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await readWords { failed.yield($0) }
                try await Task.sleep(for: Self.farewell)
                // The farewell is on its way; where nobody says it back, nobody serves this topic.
                throw Failure("No goodbye came back: \(check).", code: .unavailable)
            }
            group.addTask {
                for await failure in failures { throw failure }
                // Cancelled: another tells how it ended.
                throw CancellationError()
            }
            group.addTask { try await watch() }
            group.addTask { try await showAnswers() }
            defer { group.cancelAll() }
            // The answers end first, by themselves.
            try await group.next()
            // What was read to its end may have ended because this is to.
            try Task.checkCancellation()
        }
    }

    private var check: String {
        "check that a worker serves \(topic) (dico worker --bootstrap-servers \(shellWord(servers)))"
    }

    /// Sends each line; an empty one, or the end of input, is the farewell.
    private func readWords(failed: @escaping @Sendable (KafkaError) -> Void) async throws {
        while let line = await dialogue.line(Self.prompt) {
            let word = line.trimmingCharacters(in: .whitespaces)
            if word.isEmpty { break }
            try await send(word, failed: failed)
        }
        try Task.checkCancellation()
        await client.settled(within: Self.rest)
        // The goodbye to a farewell that nobody waits for would end the next session.
        try Task.checkCancellation()
        try await send("", failed: failed)
    }

    /// Waits where as many words are on their way as can be.
    private func send(_ word: String, failed: @escaping @Sendable (KafkaError) -> Void) async throws {
        while true {
            do throws(KafkaError) {
                return try client.ask(word, failed: failed)
            } catch  where error.code == .queueFull {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func showAnswers() async throws {
        while let answers = try await client.answers() {
            for answer in answers {
                if answer.isFarewell { return }
                let definition = answer.definition?.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { printable($0) }.joined(separator: "\n")
                dialogue.tell("\(printable(answer.word)): \(definition ?? "no definition")")
            }
        }
        try Task.checkCancellation()
    }

    /// Tells of a broker that is away, and of words that nobody answers.
    private func watch() async throws {
        var isAway = false
        while true {
            try await Task.sleep(for: SignOfLife.pause)
            let isAnswered = await client.isAnswered(within: SignOfLife.patience)
            try Task.checkCancellation()
            if isAnswered == isAway {
                isAway = !isAnswered
                dialogue.warn(
                    isAway
                        ? "the broker is away: no connection to \(servers). Words go out once it is back."
                        : "the broker is back.")
            }
            guard !isAway else { continue }
            for word in client.unanswered(after: patience) {
                dialogue.warn("no answer to \(quoted(word)) in \(patience / .seconds(1)) s: \(check).")
            }
        }
    }
}
