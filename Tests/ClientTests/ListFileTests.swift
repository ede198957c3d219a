import Client
import Foundation
import Lexicon
import Synchronization
import TestSupport
import Testing

@Suite struct `A file of answers` {
    private let folder: URL
    private var output: String { folder.appending(path: "answers.jsonl").path }

    init() throws {
        folder = try temporaryDirectory()
    }

    /// Looks the words up, all of which are found, and returns those that were asked.
    @discardableResult
    private func run(_ words: String...) async throws -> [String] {
        let asked = Mutex<[String]>([])
        _ = try await lookup(words, answers: ListOutput(path: output)).run { word, _ in
            asked.withLock { $0.append(word) }
            return Self.reply(to: word)
        }
        return asked.withLock { $0 }
    }

    private func lookup(_ words: [String], answers: sending ListOutput) throws -> ListLookup {
        let list = folder.appending(path: "list")
        try Data(words.joined(separator: "\n").utf8).write(to: list)
        return ListLookup(
            try WordList(path: list.path), total: words.count, answers: answers,
            manner: ListLookup.Manner(concurrency: 1, timeout: .seconds(600))
        ) { _ in }
    }

    private static func reply(to word: String) -> LookupReply {
        LookupReply(
            word: word, language: "fr", outcome: .found, source: SourceCredit(id: "wiktionary", name: "Wiktionary"))
    }

    private func write(_ lines: String..., end: String = "\n") throws {
        try Data((lines.joined(separator: "\n") + end).utf8).write(to: URL(fileURLWithPath: output))
    }

    private func lines() throws -> [String] {
        try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// A line as another program may have written it.
    private func line(_ word: String, id: String = "null", outcome: String = "found", more: String = "") -> String {
        #"{"id": \#(id), "word": "\#(word)", "language": "fr", "outcome": "\#(outcome)"\#(more)}"#
    }

    @Test func `keeps what stands in it to the byte, with members that nobody knows and ids of others`() async throws {
        let kept = [line("a", id: #""a, or b""#), line("b", id: #""7""#, more: #", "later": [1, {}]"#), line("c")]
        try write(kept[0], kept[1], kept[2])
        #expect(try await run("b", "c", "a", "d") == ["d"])
        // The one that has a line's number for an id gets the number that it has now.
        #expect(
            try lines().prefix(3) == [
                kept[0], kept[1].replacing("\"7\"", with: "\"1\""), kept[2].replacing("null", with: "\"2\""),
            ])
        #expect(try lines().count == 4)
    }

    @Test func `is whole again where its last line lacks its end, and goes on behind it`() async throws {
        try write(line("a"), line("b"), end: "")
        #expect(try await run("a", "b", "c") == ["c"])
        #expect(try lines().count == 3)
    }

    @Test(arguments: [
        "{", #"{"id": "#, #"{"id": "3", "word": "c"#, #"{"id": null, "word": "c", "language": "fr", "outco"#,
        "\0\0\0", "\n", "\0\n\0\0\n\n", "{\"id\": \"3\", \"wo\0\0",
    ])
    func `loses a last line that was cut short, and no other`(cut: String) async throws {
        try write(line("a"), line("b"), cut, end: "")
        #expect(try await run("a", "b", "c") == ["c"])
        #expect(try lines().count == 3)
        #expect(try lines().prefix(2).allSatisfy { $0.contains("\"word\"") })
    }

    @Test(arguments: ["unavailable", "blocked", "markup_changed", "rejected", "expired"])
    func `is without an answer that does not stand, wherever it is`(outcome: String) async throws {
        try write(line("a", outcome: outcome), line("b", outcome: "not_found"), line("a", outcome: outcome))
        #expect(try await run("a", "b") == ["a"])
        #expect(try lines().count == 2)
        #expect(try lines().first == line("b", id: "\"2\"", outcome: "not_found"))
    }

    @Test func `says which languages and sources it is of, where others are asked`() throws {
        try write(
            line("a", more: #", "source": {"id": "wiktionary"}"#), line("b", more: #", "source": {"id": "larousse"}"#),
            line("c", outcome: "not_found", more: #", "source": {"id": "academie"}"#))
        let answers = try ListOutput(path: output)
        #expect(throws: Never.self) { try answers.check(language: "fr") }
        let language = #expect(throws: ListFault.self) { try answers.check(language: "de") }
        #expect(
            language?.description == "\(output) holds answers of the language \"fr\", not \"de\": name another file.")
        for sources in [[], ["larousse", "wiktionary"], ["wiktionary", "larousse", "academie"]] {
            #expect(throws: Never.self) { try answers.check(sources: sources) }
        }
        let sources = #expect(throws: ListFault.self) { try answers.check(sources: ["wiktionary"]) }
        #expect(sources?.kind == .answers)
        #expect(sources?.description.contains("of the source \"larousse\", not of \"wiktionary\" alone") == true)
    }

    @Test func `stays the same file to who may read it and by what name`() async throws {
        let real = folder.appending(path: "real.jsonl")
        try Data((line("a", outcome: "blocked") + "\n").utf8).write(to: real)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real.path)
        try FileManager.default.createSymbolicLink(atPath: output, withDestinationPath: real.path)
        #expect(try await run("a") == ["a"])
        let attributes = try FileManager.default.attributesOfItem(atPath: real.path)
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: output) == real.path)
        #expect(!FileManager.default.fileExists(atPath: real.path + ".partial"))
    }

    @Test func `is free for another run once this one is over`() async throws {
        do {
            let first = try ListOutput(path: output)
            #expect(throws: ListFault.self) { try ListOutput(path: output) }
            withExtendedLifetime(first) {}
        }
        #expect(try await run("a") == ["a"])
        #expect(try await run("a") == [])
    }

    @Test func `that cannot be is named with the reason`() throws {
        for path in [folder.appending(path: "none/answers.jsonl").path, folder.path] {
            let fault = #expect(throws: ListFault.self) { try ListOutput(path: path) }
            #expect(fault?.kind == .answers)
            #expect(fault?.description.hasPrefix("Answers cannot be written to \(path) (") == true)
        }
    }
}

@Suite struct `A list of words` {
    /// The next word with its line, and whether it stood there before.
    private func next(_ words: WordList) async throws -> String? {
        try await words.next().map { "\($0.text) \($0.line)\($0.isRepeated ? " again" : "")" }
    }

    @Test func `may still be written while it is read, and is then of no known length`() async throws {
        let pipe = try temporaryDirectory().appending(path: "pipe").path
        try #require(mkfifo(pipe, 0o600) == 0)
        // Open for both, so that neither side waits for the other.
        let writer = open(pipe, O_RDWR)
        try #require(writer >= 0)
        let words = try WordList(path: pipe)
        #expect(try await words.count() == nil)
        func write(_ text: String) { _ = text.withCString { Glibc.write(writer, $0, strlen($0)) } }
        write("un\nde")
        #expect(try await next(words) == "un 1")
        async let second = next(words)
        write("ux\nun\n")
        #expect(try await second == "deux 2")
        #expect(try await next(words) == "un 3 again")
        async let none = next(words)
        words.stop()
        #expect(try await none == nil)
        #expect(try await words.next() == nil)
        close(writer)
    }

    @Test(arguments: [
        ("", ""), ("\n\n", ""), ("a", "a1"), ("a\n", "a1"), ("\u{FEFF}a\nb", "a1 b2"),
        ("a\n\u{FEFF}b", "a1 \u{FEFF}b2"),
        ("  a \t\n\u{A0}b\u{3000}", "a1 b2"), ("a\r\nb\r\n", "a1 b2"), ("\n\n#a", "#a3"), ("a\u{0}b", "a\u{0}b1"),
        ("e\u{301}\né", "e\u{301}1 é2"),
    ])
    func `has a word a line, without what stands around it`(text: String, expected: String) async throws {
        let file = try temporaryDirectory().appending(path: "list")
        try Data(text.utf8).write(to: file)
        let words = try WordList(path: file.path)
        var found: [String] = []
        while let word = try await words.next() { found.append("\(word.text)\(word.line)") }
        #expect(found.joined(separator: " ") == expected)
        #expect(try await words.count() == found.count)
    }
}
