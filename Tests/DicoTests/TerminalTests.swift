import Foundation
import TestSupport
import Testing

/// What a person sees who sits at a terminal.
@Suite struct AtATerminal {
    /// Runs `dico` at a terminal of twelve rows; waits for each text, and types what stands beside it.
    private func dico(
        _ arguments: [String], typing lines: KeyValuePairs<String, String> = [:], environment: [String: String] = [:]
    ) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(
            ["Tests/DicoTests/in_a_window.py", "12", DicoProcess.Program.dico.url.path] + arguments,
            input: lines.map { "\($0)\t\($1)\n" }.joined(),
            environment: environment.merging(["TERM": "xterm", "NO_COLOR": "1"]) { given, _ in given }, program: .python
        )
    }

    @Test func `the program's name alone says in ten lines what there is to do`() async throws {
        let ended = try await dico([])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.outputLines.count <= 10)
        for command in ["dico demo", "dico lookup", "dico gateway", "dico help"] {
            #expect(ended.output.contains(command))
        }
        // Where no person sees it, it is the help as ever.
        #expect(try await DicoProcess.run().output.contains("SUBCOMMANDS"))
    }

    @Test func `a lookup without words asks for them, in one language and then in another`() async throws {
        let ended = try await dico(
            ["lookup", "--replay", "fixtures"],
            typing: [
                "Language? ": "klingon", "no language \"klingon\"": "french", "fr> ": "broutignole",
                "no such word": "en:", "en> ": "cloud", "Wiktionary": "",
            ],
            environment: ["PAGER": "cat"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("fr  French"))
        #expect(ended.output.contains("en> cloud"))
    }

    @Test func `an entry that is longer than the terminal goes through the pager`() async throws {
        let short = ["fr> ": "broutignole", "no such word": ""] as KeyValuePairs
        let long = ["fr> ": "nuage", "|nuage": ""] as KeyValuePairs
        let command = ["lookup", "--language", "fr", "--replay", "fixtures"]
        let pager = ["PAGER": "sed 's/^/|/'"]
        #expect(try await dico(command, typing: long, environment: pager).output.contains("|  1. "))
        #expect(try await !dico(command, typing: short, environment: pager).output.contains("|brou"))
    }

    @Test func `a pager that is not there hides nothing`() async throws {
        let ended = try await dico(
            ["lookup", "--language", "fr", "--replay", "fixtures"], typing: ["fr> ": "nuage", "Wiktionnaire": ""],
            environment: ["PAGER": "no-such-pager"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("\n  1. "))
    }

    @Test func `a lookup that names no language says how to`() async throws {
        let ended = try await DicoProcess.run("lookup", "--replay", "fixtures", "nuage")
        #expect(ended.code == 64)
        #expect(ended.errors.contains("--language"))
        let set = try await DicoProcess.run(
            "lookup", "--replay", "fixtures", "nuage", environment: ["DICO_LANGUAGE": "fr"])
        #expect(set.code == 0, "\(set.errors)")
    }
}
