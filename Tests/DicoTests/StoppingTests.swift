import Foundation
import Kafka
import Logging
import TestSupport
import Testing

/// What a person, a terminal or a pipe ends, ends at once and says so in its exit code.
@Suite struct Stopping {
    /// The code as a shell tells it, where a signal may have ended the program by itself.
    private func code(_ ended: DicoProcess.Ended) -> Int32 { ended.code < 32 ? 128 + ended.code : ended.code }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func `a signal ends whoever waits for an answer over Kafka`(signal: Int32) async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let dico = try DicoProcess(["lookup", "-l", "fr", "-b", broker.address, "--timeout", "600", "nuage"])
        let configuration = ClientConfiguration(bootstrapServers: broker.address, logger: Logger(label: "test"))
        // Its reply topic comes into being by its wait.
        try await eventually { try await Admin.topics(using: configuration)["dictionary-replies"] != nil }
        dico.signal(signal)
        let ended = try await dico.ended()
        #expect(code(ended) == 128 + signal)
        #expect(ended.errors.isEmpty, "\(ended.errors)")
    }

    @Test func `a stop is a stop where the broker goes with it`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let dico = try DicoProcess([
            "lookup", "-l", "fr", "-b", broker.address, "--file", "-", "--progress", "0.01",
        ])
        dico.type("nuage\n")
        try await eventually { dico.errorsSoFar.contains("0 words") }
        dico.signal(SIGINT)
        broker.process.signal(SIGKILL)
        let ended = try await dico.ended()
        #expect(ended.code == 130, "\(ended.errors)")
        #expect(ended.errorLines.last == "dico: stopped.")
    }

    @Test(arguments: [SIGHUP, SIGTERM])
    func `a terminal that closes stops a broker as a supervisor does`(signal: Int32) async throws {
        let folder = try temporaryDirectory()
        let broker = try await BrokerProcess.start(in: folder)
        broker.process.signal(signal)
        #expect(try await broker.process.ended().code == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "address").path))
    }

    @Test func `under nohup a terminal that closes changes nothing`() async throws {
        let script =
            "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
        let file = try temporaryDirectory().appending(path: "address")
        let broker = try DicoProcess(
            ["-c", script, DicoProcess.Program.dico.url.path, "broker", "--address-file", file.path], program: .python)
        let address = try await eventually { () -> String? in
            guard let text = try? String(contentsOf: file, encoding: .utf8), text.hasSuffix("\n") else { return nil }
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        broker.signal(SIGHUP)
        // It serves on, which it would not for as long as this takes.
        #expect(try await DicoProcess.run("dead-letters", "list", "-b", address).code == 0)
        #expect(broker.isRunning)
        broker.signal(SIGTERM)
        #expect(try await broker.ended().code == 0)
    }

    @Test(arguments: [
        "lookup -l fr --replay fixtures nuage >/dev/full", "--help >/dev/full", "providers list >/dev/full",
        "--version >/dev/full", "lookup -l fr --replay fixtures nuage >&-",
        "lookup -l fr --replay fixtures -j nuage >&-",
    ])
    func `an output that takes nothing is one line`(command: String) async throws {
        let ended = try await shell("\"$0\" \(command)")
        #expect(ended.code == 74)
        #expect(ended.errorLines.count == 1, "\(ended.errors)")
        #expect(ended.errors.contains("Standard output"))
    }

    @Test(arguments: [["nuage"], ["--file", "-"]])
    func `a reader that went away ends it in silence`(words: [String]) async throws {
        let run = """
            import os, subprocess, sys
            reader, writer = os.pipe()
            os.close(reader)
            sys.exit(subprocess.run(sys.argv[1:], stdout=writer).returncode)
            """
        let ended = try await DicoProcess.run(
            ["-c", run, DicoProcess.Program.dico.url.path, "lookup", "-l", "fr", "--replay", "fixtures"] + words,
            input: "nuage\n", program: .python)
        #expect(ended.code == 141)
        #expect(!ended.errors.contains("pipe"), "\(ended.errors)")
    }

    private func shell(_ script: String) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(
            "-c", script, DicoProcess.Program.dico.url.path, program: .at(URL(fileURLWithPath: "/bin/bash")))
    }
}
