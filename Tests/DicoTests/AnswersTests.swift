import Foundation
import Lexicon
import TestSupport
import Testing

@Suite struct AnswersThatAreKept {
    private func lookUp(_ word: String, replay: String = "fixtures", in folder: String) async throws
        -> DicoProcess.Ended
    {
        try await DicoProcess.run(
            "lookup", "--language", "fr", "--json", "--replay", replay, "--answers", folder, word)
    }

    /// A folder with the answer to a word, and one without any page.
    private func learnt() async throws -> (answers: String, empty: String) {
        let folder = try temporaryDirectory()
        let answers = folder.appending(path: "answers").path
        let empty = folder.appending(path: "empty").path
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        #expect(try await lookUp("nuage", in: answers).code == 0)
        return (answers, empty)
    }

    @Test func `one process asks the site, and the next does not`() async throws {
        let (answers, empty) = try await learnt()
        let again = try await lookUp("nuage", replay: empty, in: answers)
        #expect(again.code == 0, "\(again.errors)")
        #expect(try LookupReply(decoding: Array(again.output.utf8)).cached)
        // Another form of the word is the same word.
        #expect(try await lookUp(" nuage ", replay: empty, in: answers).code == 0)
        #expect(try await lookUp("livre", replay: empty, in: answers).code == 2)
    }

    @Test func `they are counted, shown, carried elsewhere and forgotten`() async throws {
        let (answers, empty) = try await learnt()
        let stats = try await DicoProcess.run("answers", "stats", "--answers", answers)
        #expect(stats.output.hasPrefix("fr/wiktionary: 1 found, 0 not found"), "\(stats.output)\(stats.errors)")
        let shown = try await DicoProcess.run("answers", "show", "French", "nuage", "--answers", answers)
        #expect(shown.code == 0 && shown.output.contains("CC BY-SA 4.0"), "\(shown.output)\(shown.errors)")
        let exported = try await DicoProcess.run("answers", "export", "--answers", answers)
        let line = try #require(exported.outputLines.first)
        #expect(line.contains(#""license": "CC BY-SA 4.0", "attribution": ""#))
        let elsewhere = try temporaryDirectory().path
        let imported = try await DicoProcess.run(
            "answers", "import", "-", "--answers", elsewhere, input: exported.output + "garbage\n\n{}\n")
        #expect(imported.code == 1)
        #expect(imported.errorLines.count == 2, "\(imported.errors)")
        #expect(try await lookUp("nuage", replay: empty, in: elsewhere).code == 0)
        let forgotten = try await DicoProcess.run("answers", "forget", "--word", "nuage", "--answers", elsewhere)
        #expect(forgotten.outputLines == ["1 forgotten."])
        #expect(try await lookUp("nuage", replay: empty, in: elsewhere).code == 2)
        #expect(try await DicoProcess.run("answers", "show", "fr", "nuage", "--answers", elsewhere).code == 1)
    }

    @Test func `a worker that starts again asks no site for what is known, nor does one that shares`() async throws {
        let folder = try temporaryDirectory()
        let (answers, empty) = try await learnt()
        let broker = try await BrokerProcess.start(in: folder)
        func ask(_ word: String) async throws -> LookupReply {
            let asked = try await DicoProcess.run(
                ["lookup", "--language", "fr", "--json", "--bootstrap-servers", broker.address] + BrokerProcess.quick
                    + [word])
            return try LookupReply(decoding: Array(asked.output.utf8))
        }
        func worker(_ arguments: String...) throws -> DicoProcess {
            try DicoProcess(
                ["worker", "--bootstrap-servers", broker.address] + BrokerProcess.quick + arguments)
        }
        let first = try worker("--replay", "fixtures", "--answers", answers, "--share-answers")
        #expect(try await ask("nuage").cached)
        #expect(try await ask("livre").outcome == .found)
        first.signal(SIGTERM)
        #expect(try await first.ended().code == 0)
        let second = try worker("--replay", empty, "--answers", answers)
        #expect(try await ask("livre").outcome == .found)
        second.signal(SIGTERM)
        #expect(try await second.ended().code == 0)
        let other = try worker("--replay", empty, "--share-answers")
        #expect(try await ask("livre").outcome == .found)
        // What the first had from the disk it did not learn.
        #expect(try await ask("nuage").outcome == .unavailable)
        other.signal(SIGTERM)
        #expect(try await other.ended().code == 0)
        let topic = try await DicoProcess.run("answers", "stats", "--bootstrap-servers", broker.address)
        #expect(topic.output.hasPrefix("fr/wiktionary: 1 found"), "\(topic.output)\(topic.errors)")
    }

    @Test func `a kill in the middle of writing leaves the file whole`() async throws {
        let folder = try temporaryDirectory()
        let answers = folder.appending(path: "answers").path
        let file = folder.appending(path: "lines.jsonl")
        let lines = (0..<20_000).map { number in
            #"{"language": "fr", "word": "w\#(number)", "source": {"id": "wiktionary"}, "answer": {"form": 1, "#
                + #""outcome": "found", "fetched_at": 1795467600000, "revision": "1", "entries": [{"headword": "w"}]}}"#
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        for round in 0..<10 {
            let dico = try DicoProcess(["answers", "import", file.path, "--answers", answers])
            try await Task.sleep(for: .milliseconds(30 * round + Int.random(in: 0..<30)))
            dico.signal(SIGKILL)
            _ = try await dico.ended()
            guard FileManager.default.fileExists(atPath: answers + "/answers.sqlite") else { continue }
            let check = try await DicoProcess.run(
                [
                    "-c",
                    "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchone()[0])",
                    answers + "/answers.sqlite",
                ], program: .python)
            #expect(check.outputLines == ["ok"], "\(check.errors)")
        }
        let whole = try await DicoProcess.run("answers", "import", file.path, "--answers", answers)
        #expect(whole.outputLines == ["20000 read."])
        let stats = try await DicoProcess.run("answers", "stats", "--answers", answers)
        #expect(stats.output.contains("20000 found"), "\(stats.output)\(stats.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: answers)
        #expect(!left.contains { $0.hasSuffix(".damaged") })
    }

    @Test(
        .disabled(
            if: isUnderThreadSanitizer,
            "The thread sanitizer itself needs a file that is larger."))
    func `a disk that is full is told once, and the word is answered`() async throws {
        let folder = try temporaryDirectory()
        let answers = folder.appending(path: "answers").path
        // No file may become larger than this; the system says so with a signal, unless that is ignored.
        let dico = try await DicoProcess.run(
            [
                "-c",
                """
                import resource, signal, subprocess, sys
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
                sys.exit(subprocess.run(sys.argv[1:], restore_signals=False).returncode)
                """, DicoProcess.Program.dico.url.path, "lookup", "--language", "fr", "--replay", "fixtures",
                "--answers",
                answers, "nuage", "livre",
            ], program: .python)
        #expect(dico.code == 0, "\(dico.errors)")
        #expect(dico.errorLines.count == 1, "\(dico.errors)")
    }

    @Test(arguments: [
        ["answers", "forget"], ["answers", "forget", "--all", "--word", "x"], ["answers", "stats"],
        ["lookup", "--language", "fr", "--answers-size", "10", "x"], ["worker", "--answers-wait", "-1"],
    ])
    func `what is missing or wrong is named`(arguments: [String]) async throws {
        let ended = try await DicoProcess.run(arguments)
        #expect(ended.code == 64)
        #expect(ended.output.isEmpty)
    }

    @Test func `a folder without answers is named`() async throws {
        let ended = try await DicoProcess.run("answers", "stats", "--answers", "/nowhere")
        #expect(ended.code == 66)
        #expect(ended.errorLines.count == 1)
    }
}
