import Foundation
import Lexicon
import TestSupport
import Testing

@Suite struct LongLists {
    private let folder: URL
    private var answers: URL { folder.appending(path: "answers.jsonl") }

    init() throws {
        folder = try temporaryDirectory()
    }

    private func list(_ words: String...) throws -> String {
        let file = folder.appending(path: "words.txt")
        try Data(words.map { $0 + "\n" }.joined().utf8).write(to: file)
        return file.path
    }

    private func replies() throws -> [LookupReply] {
        try String(contentsOf: answers, encoding: .utf8).split(separator: "\n").map {
            try LookupReply(decoding: Array($0.utf8))
        }
    }

    private static let french = ["lookup", "--language", "fr", "--replay", "fixtures"]

    @Test func `a list becomes a file of answers and a summary, and a second run asks nothing`() async throws {
        let arguments = Self.french + ["--file", try list("nuage", "broutignole", "livre"), "--output", answers.path]
        let first = try await DicoProcess.run(arguments)
        #expect(first.code == 1, "\(first.errors)")
        #expect(first.output.isEmpty)
        // On a slow machine with its progress before it.
        #expect("\n\(first.errors)".contains("\n3 of 3 words: 2 found, 1 not found (3 asked in "))
        let written = try replies()
        #expect(Set(written.map { "\($0.id ?? "") \($0.word)" }) == ["1 nuage", "2 broutignole", "3 livre"])
        let second = try await DicoProcess.run(arguments)
        #expect(second.code == 1)
        #expect("\n\(second.errors)".contains("\n3 of 3 words: 2 found, 1 not found (3 answered before, 0 asked in "))
        #expect(try replies() == written)
    }

    @Test func `words come from standard input and answers go to standard output, one by one`() async throws {
        let dico = try DicoProcess(Self.french + ["--file", "-", "--progress", "0.01"])
        dico.type("nuage\n")
        try await eventually { dico.outputSoFar.contains("\"word\": \"nuage\"") }
        try await eventually { dico.errorsSoFar.contains("1 words  ") }
        dico.type("livre")
        dico.endInput()
        let ended = try await dico.ended()
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.outputLines.count == 2)
        #expect(ended.errorLines.last?.hasPrefix("2 words: 2 found (2 asked in ") == true)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal stops it, and the same command goes on`(signal: Int32) async throws {
        let arguments = Self.french + ["--file", "-", "--output", answers.path]
        let dico = try DicoProcess(arguments)
        dico.type("nuage\n")
        try await eventually { (try? self.replies().count) == 1 }
        dico.signal(signal)
        let ended = try await dico.ended()
        #expect(ended.code == 128 + signal)
        #expect(ended.errorLines.last == "dico: stopped; the same command goes on from here.")
        let next = try await DicoProcess.run(arguments, input: "nuage\nlivre\n")
        #expect(next.code == 0)
        #expect(next.errors.contains("1 answered before, 1 asked"))
        #expect(try replies().map(\.word) == ["nuage", "livre"])
    }

    @Test func `over Kafka it is the same, and a broker that dies ends it by name`() async throws {
        let broker = try await BrokerProcess.start(in: folder)
        let worker = try broker.worker()
        let arguments = [
            "lookup", "--language", "french", "--bootstrap-servers", broker.address, "-X", "fetch.wait.max.ms=10",
            "--file", "-", "--output", answers.path, "--timeout", "60",
        ]
        let first = try await DicoProcess.run(arguments, input: "nuage\nbroutignole\n")
        #expect(first.code == 1, "\(first.errors)")
        #expect(Set(try replies().map(\.word)) == ["nuage", "broutignole"])
        #expect(worker.isRunning)
        let second = try DicoProcess(arguments.dropLast() + ["1", "--progress", "0.01"])
        second.type("nuage\n")
        try await eventually { second.errorsSoFar.contains("1 words") }
        broker.process.signal(SIGTERM)
        _ = try await broker.process.ended()
        second.type("livre\n")
        let ended = try await second.ended()
        #expect(ended.code == 69, "\(ended.errors)")
        #expect(ended.errorLines.last?.contains(broker.address) == true)
        #expect(ended.errorLines.last?.hasSuffix("The same command goes on from here.") == true)
        #expect(try replies().count == 2)
    }

    @Test func `on a terminal it shows a bar`() async throws {
        // A list that has not ended yet, on a terminal that Python makes.
        let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        let list = folder.appending(path: "pipe")
        #expect(mkfifo(list.path, 0o600) == 0)
        let words = try FileHandle(forUpdating: list)
        let dico = try DicoProcess(
            ["-c", script, DicoProcess.Program.dico.url.path] + Self.french
                + ["--file", list.path, "--output", answers.path], environment: ["TERM": "xterm"], program: .python)
        try words.write(contentsOf: Data("nuage\n".utf8))
        try await eventually { dico.outputSoFar.contains("\r1 words  ") && dico.outputSoFar.contains("\u{1B}[K") }
        dico.signal(SIGTERM)
        try words.close()
    }

    @Test func `the bar is there before the first answer`() async throws {
        let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        let list = folder.appending(path: "pipe")
        #expect(mkfifo(list.path, 0o600) == 0)
        let words = try FileHandle(forUpdating: list)
        let dico = try DicoProcess(
            ["-c", script, DicoProcess.Program.dico.url.path] + Self.french + ["--file", list.path],
            environment: ["TERM": "xterm"], program: .python)
        try await eventually { dico.outputSoFar.contains("\r0 words  ") }
        dico.signal(SIGTERM)
        try words.close()
    }

    @Test func `answers of another language, or of other sources, are not mixed, also where nothing is left to ask`()
        async throws
    {
        let list = ["--file", try list("nuage"), "--output", answers.path]
        #expect(try await DicoProcess.run(Self.french + list).code == 0)
        let written = try replies()
        let spanish = try await DicoProcess.run(["lookup", "-l", "es", "--replay", "fixtures"] + list)
        #expect(spanish.code == 74)
        #expect(spanish.errors.contains("\"fr\", not \"es\""), "\(spanish.errors)")
        let other = try await DicoProcess.run(Self.french + ["--source", "lerobert"] + list)
        #expect(other.code == 74)
        #expect(other.errors.contains("\"wiktionary\", not of \"lerobert\""), "\(other.errors)")
        #expect(try await DicoProcess.run(Self.french + ["--source", "wiktionary"] + list).code == 0)
        #expect(try replies() == written)
    }

    @Test func `answers of another language are not taken where only workers know which it is`() async throws {
        let list = ["--file", try list("nuage"), "--output", answers.path]
        #expect(try await DicoProcess.run(Self.french + list).code == 0)
        let written = try Data(contentsOf: answers)
        let broker = try await BrokerProcess.start(in: folder)
        let worker = try broker.worker()
        let empty = try temporaryDirectory()
        func ask(_ language: String, _ options: [String] = []) async throws -> DicoProcess.Ended {
            try await DicoProcess.run(
                ["lookup", "-l", language, "-b", broker.address, "-X", "fetch.wait.max.ms=10"] + options + list,
                in: empty)
        }
        for language in ["de", "German"] {
            let other = try await ask(language)
            #expect(other.code == 74, "\(other.errors)")
            #expect(other.errorLines.last?.contains("\"fr\", not \"de\"") == true, "\(other.errors)")
        }
        let unknown = try await ask("klingon")
        #expect(unknown.code == 74, "\(unknown.errors)")
        #expect(unknown.errorLines.last?.contains("\"klingon\"") == true, "\(unknown.errors)")
        let source = try await ask("fr", ["--source", "lerobert"])
        #expect(source.code == 74, "\(source.errors)")
        for language in ["fr", "French"] {
            let same = try await ask(language)
            #expect(same.code == 0, "\(same.errors)")
            #expect(same.errorLines.last?.contains("1 answered before, 0 asked") == true, "\(same.errors)")
        }
        #expect(try Data(contentsOf: answers) == written)
        #expect(worker.isRunning)
    }

    @Test func `a page that is not recorded is not waited for`() async throws {
        let ended = try await DicoProcess.run(Self.french + ["--file", "-"], input: "nuage\nunrecorded\n")
        #expect(ended.code == 2)
        #expect(ended.errorLines.last?.hasPrefix("2 words: 1 found, 1 unavailable") == true)
        #expect(ended.output.contains("dico fixtures record"))
    }

    @Test func `a full disk is one line`() async throws {
        let ended = try await DicoProcess.run(Self.french + ["--file", try list("nuage"), "--output", "/dev/full"])
        #expect(ended.code == 74)
        #expect(ended.errorLines.last?.contains("/dev/full (No space left on device)") == true)
        #expect(ended.errorLines.count <= 2)
    }

    @Test(arguments: [
        (["--file", "/nowhere"], Int32(66), "/nowhere"), (["--file", "Package.swift", "nuage"], 64, "--file"),
        (["--output", "x", "nuage"], 64, "--output"), ([], 64, "--file"),
        (["--file", "-", "--output", "/nowhere/answers"], 74, "/nowhere/answers"),
        (["--file", "-", "--output", "Package.swift"], 74, "Package.swift"),
        (["--file", "-", "--concurrency", "0"], 64, "--concurrency"),
    ])
    func `a mistake is named`(arguments: [String], code: Int32, hint: String) async throws {
        let ended = try await DicoProcess.run(Self.french + arguments)
        #expect(ended.code == code, "\(ended.errors)")
        #expect(ended.errors.contains(hint), "\(ended.errors)")
    }
}
