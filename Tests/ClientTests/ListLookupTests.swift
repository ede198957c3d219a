import Client
import Foundation
import Lexicon
import Synchronization
import TestSupport
import Testing

/// Answers as a test says, and notes what was asked.
private final class Oracle: Sendable {
    private struct State {
        var asked: [String] = []
        var inFlight = 0
        var most = 0
    }

    private let state = Mutex(State())
    private let outcome: @Sendable (_ word: String, _ times: Int) -> Outcome

    init(_ outcome: @escaping @Sendable (_ word: String, _ times: Int) -> Outcome = { _, _ in .found }) {
        self.outcome = outcome
    }

    var asked: [String] { state.withLock { $0.asked } }
    /// The most words that were in flight at once.
    var most: Int { state.withLock { $0.most } }

    func answer(_ word: String) async -> LookupReply {
        let times = state.withLock { state in
            state.asked.append(word)
            state.inFlight += 1
            state.most = max(state.most, state.inFlight)
            return state.asked.count { $0 == word }
        }
        // Lets others in, if they may.
        for _ in 0..<20 { await Task.yield() }
        state.withLock { $0.inFlight -= 1 }
        return LookupReply(word: word, language: "fr", outcome: outcome(word, times), error: "Asked \(times) times.")
    }
}

@Suite struct LongLists {
    private let folder: URL
    private var output: String { folder.appending(path: "answers.jsonl").path }

    init() throws {
        folder = try temporaryDirectory()
    }

    private func list(_ text: String) throws -> WordList {
        let file = folder.appending(path: "words-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        return try WordList(path: file.path)
    }

    @discardableResult
    private func run(
        _ text: String, concurrency: Int = 4, timeout: Duration = .seconds(600), _ ask: @escaping ListLookup.Ask
    ) async throws -> ListProgress {
        let words = try list(text)
        let lookup = ListLookup(
            words, total: try await words.count(), answers: try ListOutput(path: output),
            manner: ListLookup.Manner(concurrency: concurrency, timeout: timeout, firstPause: .milliseconds(1))
        ) { _ in }
        return try await lookup.run(ask)
    }

    private func answers() throws -> [LookupReply] {
        try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").map {
            try LookupReply(decoding: Array($0.utf8))
        }
    }

    @Test func `a repeated word has its first line, however many are in flight`() async throws {
        let oracle = Oracle()
        let text = (0..<200).map { "word\($0 % 50)\n" }.joined()
        try await run(text, concurrency: 16) { word, _ in await oracle.answer(word) }
        let replies = try answers()
        #expect(replies.count == 50)
        #expect(replies.allSatisfy { $0.id == String((Int($0.word.dropFirst(4)) ?? 0) + 1) })
    }

    @Test func `words put in front of a list, or taken out of it, give no two answers one line`() async throws {
        let oracle = Oracle()
        try await run("un\ndeux\ntrois\n") { word, _ in await oracle.answer(word) }
        try await run("zero\nun\ndeux\nquatre\n") { word, _ in await oracle.answer(word) }
        let lines = Dictionary(uniqueKeysWithValues: try answers().map { ($0.word, $0.id) })
        #expect(lines == ["zero": "1", "un": "2", "deux": "3", "quatre": "4", "trois": nil])
        #expect(oracle.asked.count == 5)
        // It is gone on with like any other.
        try await run("trois\nzero\n") { word, _ in await oracle.answer(word) }
        #expect(oracle.asked.count == 5)
        let ids = try answers().compactMap(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(try answers().first { $0.word == "trois" }?.id == "1")
    }

    @Test func `each word is asked once, however often and with whatever around it it stands there`() async throws {
        let oracle = Oracle()
        let progress = try await run("\u{FEFF}un\r\n\r\n  deux \n# trois\nun\n\nquatre cinq") { word, _ in
            await oracle.answer(word)
        }
        #expect(oracle.asked.sorted() == ["# trois", "deux", "quatre cinq", "un"])
        #expect(progress.total == 5)
        #expect(progress.repeated == 1)
        #expect(progress.done == 5)
        let lines = try Dictionary(uniqueKeysWithValues: answers().map { ($0.word, $0.id) })
        #expect(lines == ["un": "1", "deux": "3", "# trois": "4", "quatre cinq": "7"])
    }

    @Test func `no more words are in flight than may be`() async throws {
        let oracle = Oracle()
        try await run((1...200).map { "word \($0)\n" }.joined(), concurrency: 3) { word, _ in await oracle.answer(word)
        }
        #expect(oracle.asked.count == 200)
        #expect(oracle.most <= 3)
    }

    @Test func `a later run asks for what has no answer that stands, and gives each word one line`() async throws {
        let outcomes: [String: Outcome] = ["a": .found, "b": .notFound, "c": .blocked, "d": .rejected]
        try await run("a\nb\nc\nd\n", concurrency: 1) { word, _ in
            LookupReply(word: word, language: "fr", outcome: outcomes[word]!)
        }
        let oracle = Oracle()
        let progress = try await run("e\nd\nc\nb\na\n") { word, _ in await oracle.answer(word) }
        #expect(oracle.asked.sorted() == ["c", "d", "e"])
        #expect(progress.outcomes == [.found: 4, .notFound: 1])
        #expect(progress.answeredBefore == 2)
        #expect(try answers().map(\.word).sorted() == ["a", "b", "c", "d", "e"])
    }

    @Test(arguments: [1, 20, 100])
    func `an answer that a crash cut short is given again`(kept: Int) async throws {
        try await run("a\nb\n", concurrency: 1) { word, _ in LookupReply(word: word, language: "fr", outcome: .found) }
        let whole = try Data(contentsOf: URL(fileURLWithPath: output))
        let second = try #require(whole.firstIndex(of: UInt8(ascii: "\n"))) + 1
        try whole.prefix(second + kept).write(to: URL(fileURLWithPath: output))
        let oracle = Oracle()
        try await run("a\nb\n") { word, _ in await oracle.answer(word) }
        #expect(oracle.asked == ["b"])
        #expect(try answers().map(\.word) == ["a", "b"])
    }

    @Test func `a last answer that lacks nothing but its line's end stays`() async throws {
        try await run("a\n") { word, _ in LookupReply(word: word, language: "fr", outcome: .found) }
        let whole = try Data(contentsOf: URL(fileURLWithPath: output))
        try whole.dropLast().write(to: URL(fileURLWithPath: output))
        let oracle = Oracle()
        try await run("a\nb\n") { word, _ in await oracle.answer(word) }
        #expect(oracle.asked == ["b"])
        #expect(try answers().map(\.word) == ["a", "b"])
    }

    @Test(arguments: ["a list of words", "a\nb\n", "{\"word\": 1}\n", "\n"])
    func `a file that holds something else is left as it is`(text: String) async throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: output))
        let fault = #expect(throws: ListFault.self) { _ = try ListOutput(path: output) }
        #expect(fault?.kind == .answers)
        #expect(fault?.description.contains("Line 1 of \(output)") == true)
        #expect(try String(contentsOfFile: output, encoding: .utf8) == text)
    }

    @Test func `two runs do not write to one file`() throws {
        let first = try ListOutput(path: output)
        let fault = #expect(throws: ListFault.self) { _ = try ListOutput(path: output) }
        #expect(fault?.description.contains("Another run") == true)
        #expect(first.isKept)
    }

    @Test func `answers of two languages do not get into one file`() async throws {
        try await run("a\n") { word, _ in LookupReply(word: word, language: "fr", outcome: .found) }
        let fault = await #expect(throws: ListFault.self) {
            try await run("b\n") { word, _ in LookupReply(word: word, language: "de", outcome: .found) }
        }
        #expect(fault?.description.contains("\"fr\", not \"de\"") == true)
        #expect(try answers().map(\.word) == ["a"])
    }

    @Test func `a word that is unavailable is asked again while its time lasts`() async throws {
        let oracle = Oracle { _, times in times < 4 ? .unavailable : .found }
        let progress = try await run("a\n") { word, _ in await oracle.answer(word) }
        #expect(oracle.asked.count == 4)
        #expect(progress.outcomes == [.found: 1])
        let hasty = try await run("b\n", timeout: .zero) { word, limit in
            #expect(limit == .zero)
            return LookupReply(word: word, language: "fr", outcome: .unavailable)
        }
        #expect(hasty.outcomes == [.unavailable: 1])
    }

    @Test func `failures in a row end a list, words that are no words do not`() async throws {
        let many = (1...100).map { "word \($0)\n" }.joined()
        let rejected = try await run(many) { word, _ in LookupReply(word: word, outcome: .rejected) }
        #expect(rejected.outcomes == [.rejected: 100])
        let oracle = Oracle { _, _ in .blocked }
        let fault = await #expect(throws: ListFault.self) {
            try await run(many) { word, _ in await oracle.answer(word) }
        }
        #expect(fault?.kind == .givenUp)
        #expect(fault?.description.contains("The last 10 words") == true)
        #expect(oracle.asked.count < 20)
    }

    @Test func `what befalls all words ends the list, with what is in flight`() async throws {
        struct Gone: Error {}
        await #expect(throws: Gone.self) {
            try await run("a\nb\nc\n", concurrency: 2) { word, _ in
                if word == "a" { throw Gone() }
                try await Task.sleep(for: .seconds(600))
                return LookupReply(word: word, outcome: .found)
            }
        }
    }

    @Test func `a run that is cancelled keeps what is answered and writes nothing of the rest`() async throws {
        let text = (1...50).map { "word \($0)\n" }.joined()
        let oracle = Oracle()
        let running = Task {
            try await run(text, concurrency: 2) { word, _ in
                let reply = await oracle.answer(word)
                // The eleventh and the twelfth take all places.
                if Int(word.dropFirst("word ".count)) ?? 0 > 10 { try? await Task.sleep(for: .seconds(600)) }
                return reply
            }
        }
        try await eventually { oracle.asked.count == 12 }
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        let kept = try answers().count
        #expect((1...10).contains(kept))
        let progress = try await run(text) { word, _ in await oracle.answer(word) }
        #expect(progress.answeredBefore == kept)
        #expect(progress.outcomes == [.found: 50])
        #expect(try Set(answers().map(\.word)).count == 50)
    }

    @Test func `a line that is no word is named`() async throws {
        let latin = folder.appending(path: "latin")
        try Data([0x61, 0x0A, 0xE9, 0x0A]).write(to: latin)
        let long = folder.appending(path: "long")
        try Data(repeating: 0x61, count: 100_000).write(to: long)
        for (file, line) in [(latin, "Line 2"), (long, "Line 1")] {
            let words = try WordList(path: file.path)
            let fault = await #expect(throws: ListFault.self) { try await words.count() }
            #expect(fault?.kind == .words)
            #expect(fault?.description.contains("\(line) of \(file.path)") == true)
        }
        #expect(throws: ListFault.self) { try WordList(path: folder.appending(path: "none").path) }
    }
}
