import Foundation
import TestSupport
import Testing

@testable import dico

@Suite struct InteractiveClient {
    private func arguments(_ broker: BrokerProcess) -> [String] {
        ["client", "--bootstrap-servers", broker.address] + BrokerProcess.quick
    }

    @Test func `asks for a name and a dictionary, then words, and says goodbye on an empty line`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        let client = try DicoProcess(arguments(broker))
        try await eventually { client.outputSoFar.contains("nickname?") }
        client.type("Zoë\n")
        try await eventually { client.outputSoFar.contains("dictionary?") }
        #expect(client.outputSoFar.contains("fr French"))
        client.type("Français\n")
        try await eventually { client.outputSoFar.contains("Word>") }
        client.type("nuage\n")
        try await eventually { client.outputSoFar.contains("nuage: Nom commun") }
        client.type("\n")
        let ended = try await client.ended()
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.hasSuffix("Bye.\n"))
        #expect(worker.isRunning)
    }

    @Test func `a dictionary that there is not is refused before anybody is asked`() async throws {
        let ended = try await DicoProcess.run(
            "client", "--bootstrap-servers", "127.0.0.1:1", "--dictionary", "klingon")
        #expect(ended.code == 64)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("\"klingon\""))
        #expect(ended.errors.contains("fr French"))
    }

    @Test func `without manifests the topics tell which dictionaries there are`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let ended = try await DicoProcess.run(
            arguments(broker) + ["--providers", "/nonexistent", "--nickname", "ana", "--dictionary", "xx"])
        #expect(ended.code == 64)
        #expect(ended.errors.contains("fr"))
    }

    @Test func `who comes back with the same name is answered as before`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        // With the sessions that people have.
        let client = ["client", "--bootstrap-servers", broker.address, "--dictionary", "fr", "--nickname", "ana"]
        for _ in 0..<2 {
            let ended = try await DicoProcess.run(client + ["--timeout", "20"], input: "nuage\n\n")
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.output.contains("nuage: Nom commun"), "\(ended.output)")
        }
        #expect(worker.isRunning)
    }

    @Test func `where nobody answers it is told what to check`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let client = try DicoProcess(
            arguments(broker) + ["--nickname", "ana", "--dictionary", "fr", "--timeout", "1"])
        client.type("nuage\n")
        try await eventually { client.errorsSoFar.contains("check that a worker serves topic-dictionary-fr") }
        #expect(client.errorsSoFar.contains("no answer to \"nuage\""))
        broker.process.signal(SIGKILL)
        try await eventually { client.errorsSoFar.contains("the broker is away") }
    }

    @Test func `a person who stops it at its prompt says no goodbye`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let ended = try await DicoProcess.atATerminal(
            arguments(broker), typing: [("nickname?", "ana\r"), ("dictionary?", "fr\r"), ("Word> ", "\u{3}")])
        #expect(ended.code == 130, "\(ended.errors)\n\(ended.output)")
        #expect(!ended.output.contains("Bye.") && !ended.output.contains("Error"), "\(ended.output)")
    }

    @Test func `at a terminal a line can be edited, and the words before come back`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        let ended = try await DicoProcess.atATerminal(
            arguments(broker),
            typing: [
                ("nickname?", "ana\r"), ("dictionary?", "klingon\r"), ("no dictionary", "fr\r"),
                // "uage", to the start, "n".
                ("Word> ", "uage\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[Dn\r"), ("nuage: Nom commun", ""),
                // The line is drawn anew once it is read from the terminal again.
                ("Word> ", "\u{1B}[A\r"), ("nuage: Nom commun", ""), ("Word> ", "\u{4}"), ("Bye.", ""),
            ])
        #expect(ended.code == 0, "\(ended.errors)\n\(ended.output)")
        #expect(worker.isRunning)
    }
}

@Suite struct EditingALine {
    /// The line after so many keys, as a terminal sends them, with the cursor as `|`.
    private func typed(_ text: String, history: [String] = []) -> String {
        var decoder = KeyDecoder()
        var line = EditedLine(history: history)
        for byte in text.utf8 { if let key = decoder.take(byte) { _ = line.take(key) } }
        let characters = line.characters
        return String(characters[..<line.cursor]) + "|" + String(characters[line.cursor...])
    }

    @Test(arguments: [
        ("été雲👩‍🚀", "été雲👩‍🚀|"), ("ab\u{1B}[Dc", "ac|b"), ("雲b\u{1B}[D\u{1B}[D\u{1B}[3~", "|b"), ("ab\u{7F}", "a|"),
        ("ab\u{1}c\u{5}d", "cabd|"), ("ab\u{1B}[H\u{1B}[Cc\u{1B}[F", "acb|"), ("one two\u{17}", "one |"),
        ("one two\u{1B}[1;5D\u{b}x", "one x|"), ("one\u{15}two", "two|"), ("e\u{301}\u{7F}", "|"),
        ("\u{1B}[99~a\u{1B}Oa", "a|"), ("one two\u{1B}b\u{1B}b\u{1B}f", "one| two"),
    ])
    func `keys do what they say, on characters as people see them`(keys: String, line: String) {
        #expect(typed(keys) == line)
    }

    @Test func `earlier lines come back, and the line itself`() {
        let history = ["eins", "zwei"]
        #expect(typed("dr\u{1B}[A", history: history) == "zwei|")
        #expect(typed("dr\u{1B}[A\u{1B}[A\u{1B}[A", history: history) == "eins|")
        #expect(typed("dr\u{1B}[A\u{1B}[A\u{1B}[B\u{1B}[B\u{1B}[B", history: history) == "dr|")
    }

    @Test func `a wide character takes two columns, and a long line shows where the cursor is`() {
        var line = EditedLine()
        for scalar in "雲雨ab".unicodeScalars { _ = line.take(.scalar(scalar)) }
        #expect(line.window(columns: 20).cursor == 6)
        let narrow = line.window(columns: 5)
        #expect(narrow.text == "雨ab")
        #expect(narrow.cursor == 4)
    }

    @Test func `the end of input is one only where nothing is typed`() {
        var line = EditedLine()
        #expect(line.take(.endOfInput) == .endOfInput)
        _ = line.take(.scalar("a"))
        #expect(line.take(.endOfInput) == .goOn)
        #expect(line.take(.enter) == .finished)
    }
}
