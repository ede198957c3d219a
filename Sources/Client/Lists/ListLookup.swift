import Foundation
import Lexicon

/// Looks the words of a list up, some at once, and writes the answers as they come.
///
/// A word that stands in the list more than once is asked once. What is held in memory are the words, not the answers.
public actor ListLookup {
    /// Gives the reply for a word, which it may take that long for; throws what would befall all others too.
    public typealias Ask = @Sendable (_ word: String, _ limit: Duration) async throws -> LookupReply

    /// How a list is asked.
    public struct Manner: Sendable {
        /// Words in flight at once.
        public var concurrency: Int
        /// How long one word may take, with all its tries.
        public var timeout: Duration
        /// The pause before a word that is unavailable is asked again, which doubles each time; nil where that would be
        /// in vain.
        public var firstPause: Duration?
        /// Where the doubling of the pause ends.
        public var longestPause: Duration

        /// Tries again for as long as a word may take, unless `firstPause` is nil.
        public init(
            concurrency: Int, timeout: Duration, firstPause: Duration? = .seconds(1),
            longestPause: Duration = .seconds(30)
        ) {
            self.concurrency = concurrency
            self.timeout = timeout
            self.firstPause = firstPause
            self.longestPause = longestPause
        }

        /// Failures in a row after which all that follows would fail too: a round of all that is in flight, and never
        /// so few that some odd words together end a list.
        var patience: Int { max(concurrency, 10) }
    }

    private let words: WordList
    private let answers: ListOutput
    private let languageUnknownHere: String?
    private let manner: Manner
    private let report: @Sendable (ListProgress) -> Void
    private var progress: ListProgress
    private var failuresInARow = 0

    /// - Parameters:
    ///   - total: What `words.count()` gave.
    ///   - languageUnknownHere: What the list's language was called, where only whoever answers knows its code; nil where
    ///     `answers` were checked to be of it.
    ///   - report: Told of every change.
    public init(
        _ words: WordList, total: Int?, answers: sending ListOutput, languageUnknownHere: String? = nil, manner: Manner,
        report: @escaping @Sendable (ListProgress) -> Void
    ) {
        self.words = words
        self.answers = answers
        self.languageUnknownHere = languageUnknownHere
        self.manner = manner
        self.report = report
        progress = ListProgress(total: total)
    }

    /// Asks all words that are not answered yet. To be run once.
    ///
    /// - Returns: How the whole list ended, with what earlier runs answered.
    /// - Throws: `ListFault`; what `ask` throws; `CancellationError`, where the words in flight are left unanswered.
    public func run(_ ask: @escaping Ask) async throws -> ListProgress {
        try await checkLanguage(ask)
        do {
            try await askAll(ask)
        } catch {
            // What ended it is what is to be told. A file that is refused, or that cannot be written, stays as it is.
            if (error as? ListFault)?.kind != .answers { try? answers.renumber() }
            throw error
        }
        try answers.renumber()
        report(progress)
        return progress
    }

    /// Asks for a word that has an earlier answer: the reply, which is kept nowhere, tells the code of the language.
    private func checkLanguage(_ ask: @escaping Ask) async throws {
        guard let language = languageUnknownHere, let word = answers.doubtfulWord(asking: language) else { return }
        let reply = try await ask(word, manner.timeout)
        try Task.checkCancellation()
        guard let code = reply.language else {
            throw ListFault(
                .answers,
                "\(answers.name) holds answers of the language \(answers.languages), and nobody tells whether that is \(quoted(language)) (\(reply.error ?? reply.outcome.rawValue)): name another file, or start where the manifests are."
            )
        }
        try answers.check(language: code)
    }

    private func askAll(_ ask: @escaping Ask) async throws {
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup { group in
                for _ in 0..<manner.concurrency {
                    group.addTask { [self] in
                        while let word = try await next() { try await settle(answer(to: word, ask)) }
                    }
                }
                do {
                    // The first error ends the rest; `waitForAll` would wait for them.
                    while try await group.next() != nil {}
                } catch {
                    words.stop()
                    throw error
                }
            }
            try Task.checkCancellation()
        } onCancel: {
            words.stop()
        }
    }

    /// The next word to ask.
    private func next() async throws -> WordList.Word? {
        while let word = try await words.next() {
            if word.isRepeated {
                progress.repeated += 1
            } else if let outcome = answers.meet(word) {
                progress.outcomes[outcome, default: 0] += 1
                progress.answeredBefore += 1
            } else {
                return word
            }
            report(progress)
        }
        return nil
    }

    private nonisolated func answer(to word: WordList.Word, _ ask: Ask) async throws -> LookupReply {
        let end = ContinuousClock.now + manner.timeout
        var pause = manner.firstPause ?? manner.timeout
        while true {
            var reply = try await ask(word.text, max(.zero, end - .now))
            // What was left half way is no answer.
            try Task.checkCancellation()
            guard reply.outcome == .unavailable, .now + pause < end else {
                reply.id = String(word.line)
                reply.word = word.text
                return reply
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, manner.longestPause)
        }
    }

    private func settle(_ reply: LookupReply) throws {
        // The answer of one that ends the list would be lost anyway: a later run asks again.
        try Task.checkCancellation()
        if reply.outcome.stands, let language = reply.language { try answers.check(language: language) }
        try answers.append(reply)
        progress.outcomes[reply.outcome, default: 0] += 1
        report(progress)
        try count(reply)
    }

    /// A wrong word says nothing of the next one; anything else that fails may.
    private func count(_ reply: LookupReply) throws {
        guard reply.outcome != .rejected else { return }
        failuresInARow = reply.outcome.stands ? 0 : failuresInARow + 1
        guard failuresInARow < manner.patience else {
            let why = reply.error ?? reply.outcome.rawValue
            throw ListFault(.givenUp, "The last \(failuresInARow) words could not be looked up (\(why)).")
        }
    }
}
