import Foundation
import TestSupport
import Testing

/// What a person sees who sits at a terminal.
@Suite struct AtATerminal {
    private func dico(
        _ arguments: [String], typing steps: [(String, String)] = [], environment: [String: String] = [:]
    ) async throws -> DicoProcess.Ended {
        try await DicoProcess.atATerminal(
            arguments, typing: steps,
            environment: environment.merging(["NO_COLOR": "1"]) { given, _ in given })
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
                ("Language? ", "klingon\r"), ("no language \"klingon\"", ""), ("Language? ", "french\r"),
                ("fr> ", "broutignole\r"), ("no such word", ""), ("fr> ", "en:\r"), ("en> ", "cloud\r"),
                ("Wiktionary", ""), ("en> ", "\r"),
            ],
            environment: ["PAGER": "cat"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("fr  French"))
        #expect(ended.output.contains("en> cloud"))
    }

    @Test(arguments: [("Language? ", []), ("fr> ", ["--language", "fr"])])
    func `a person who stops it at a prompt gets the exit code of a signal, and nothing else`(
        prompt: String, options: [String]
    ) async throws {
        let ended = try await dico(["lookup", "--replay", "fixtures"] + options, typing: [(prompt, "\u{3}")])
        #expect(ended.code == 130, "\(ended.errors)\n\(ended.output)")
        #expect(!ended.output.contains("Error"), "\(ended.output)")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a terminal is left as it was by whoever is ended while a line is typed`(signal: Int32) async throws {
        let traffic = try await RequestTraffic(languages: ["fr"])
        let client = ["client", "-b", traffic.broker.bootstrapServers, "--dictionary", "fr"]
        let asked = try await DicoProcess.atATerminal(client, typing: [], signal: ("nickname?", signal))
        #expect(asked.code == 128 + signal, "\(asked.output)\(asked.errors)")
        // A word that is not taken holds up the end, until a second signal comes.
        await traffic.broker.fail(.produce, with: Array(repeating: .requestTimedOut, count: 1_000))
        let ended = try await DicoProcess.atATerminal(
            client + ["--nickname", "ana"], typing: [("Word> ", "nuage\r"), ("nuage", "")], signal: ("Word> ", signal))
        #expect(ended.code == 128 + signal, "\(ended.output)\(ended.errors)")
        #expect(ended.output.contains("ended at once by a second signal"), "\(ended.output)")
    }

    @Test func `an entry that is longer than the terminal goes through the pager`() async throws {
        let short = [("fr> ", "broutignole\r"), ("no such word", ""), ("fr> ", "\r")]
        let long = [("fr> ", "nuage\r"), ("|nuage", ""), ("fr> ", "\r")]
        let command = ["lookup", "--language", "fr", "--replay", "fixtures"]
        let pager = ["PAGER": "sed 's/^/|/'"]
        #expect(try await dico(command, typing: long, environment: pager).output.contains("|  1. "))
        #expect(try await !dico(command, typing: short, environment: pager).output.contains("|brou"))
    }

    @Test func `an interruption while the pager shows something is the pager's`() async throws {
        let ended = try await dico(
            ["lookup", "--language", "fr", "--replay", "fixtures"],
            typing: [
                ("fr> ", "nuage\r"), ("shown", "\u{3}"), ("fr> ", "broutignole\r"), ("no such word", ""),
                ("fr> ", "\r"),
            ], environment: ["PAGER": "sh -c 'cat; echo shown; read line </dev/tty'"])
        #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    }

    @Test func `a pager that is not there hides nothing`() async throws {
        let ended = try await dico(
            ["lookup", "--language", "fr", "--replay", "fixtures"],
            typing: [("fr> ", "nuage\r"), ("Wiktionnaire", ""), ("fr> ", "\r")],
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
