import Foundation
import TestSupport
import Testing

/// The repository's fixtures have a page of each source whose mark-up has changed.
@Suite struct TheDayASiteChanges {
    private func lookUp(in folder: String) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(
            "lookup", "--language", "fr", "--source", "wiktionary", "--replay", "fixtures", "--quarantine", folder,
            try changedWord())
    }

    /// One at the French Wiktionary.
    private func changedWord() throws -> String {
        let source = Repository.folder.appending(path: "fixtures/fr/wiktionary")
        let words = try FileManager.default.contentsOfDirectory(atPath: source.path).sorted()
        return try #require(
            try words.first { word in
                try String(contentsOf: source.appending(path: "\(word)/expected.json"), encoding: .utf8)
                    .contains("markup_changed")
            })
    }

    @Test func `the page is kept, listed, and adopted as it is`() async throws {
        let folder = try temporaryDirectory()
        let unread = folder.appending(path: "unread").path
        let fixtures = folder.appending(path: "fixtures").path
        #expect(try await lookUp(in: unread).code == 2)
        let word = try changedWord()
        let listed = try await DicoProcess.run("fixtures", "adopt", "--quarantine", unread)
        #expect(listed.outputLines.first == "fr wiktionary \(word)", "\(listed.errors)")
        let adopt = ["fixtures", "adopt", "--fixtures", fixtures, "français", "wiktionary", word]
        let refused = try await DicoProcess.run(adopt, environment: ["DICO_QUARANTINE": unread])
        #expect(refused.code == 1)
        #expect(refused.errorLines.count == 1 && refused.errors.contains("--as-changed"), "\(refused.errors)")
        let adopted = try await DicoProcess.run(adopt + ["--as-changed", "--quarantine", unread])
        #expect(adopted.code == 0, "\(adopted.errors)")
        let verified = try await DicoProcess.run("fixtures", "verify", "--fixtures", fixtures)
        #expect(verified.code == 0, "\(verified.output)")
        let empty = try await DicoProcess.run("fixtures", "adopt", "--quarantine", unread)
        #expect(empty.outputLines == ["Nothing is kept."])
        let again = try await DicoProcess.run(adopt + ["--quarantine", unread])
        #expect(again.code == 66)
        #expect(again.errorLines.count == 1)
    }

    @Test func `a worker keeps what it cannot read`() async throws {
        let folder = try temporaryDirectory()
        let unread = folder.appending(path: "unread").path
        let broker = try await BrokerProcess.start(in: folder)
        let worker = try broker.worker("--quarantine", unread)
        let word = try changedWord()
        let asked = try await DicoProcess.run(
            ["lookup", "--language", "fr", "--bootstrap-servers", broker.address] + BrokerProcess.quick + [word])
        #expect(asked.errors.contains(word))
        worker.signal(SIGTERM)
        #expect(try await worker.ended().code == 0)
        #expect(FileManager.default.fileExists(atPath: "\(unread)/fr/wiktionary/\(word)/page.html"))
    }

    @Test func `a folder that cannot be written is refused before anything begins`() async throws {
        let ended = try await lookUp(in: "README.md/unread")
        #expect(ended.code == 66)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("README.md/unread"))
    }

    @Test(arguments: [
        ["fixtures", "adopt"], ["fixtures", "adopt", "--quarantine", "fixtures", "fr"],
        ["fixtures", "adopt", "--quarantine", "fixtures", "--all", "fr", "wiktionary", "nuage"],
        ["worker", "--quarantine-size", "10"],
    ])
    func `what is missing or too much is named`(arguments: [String]) async throws {
        let ended = try await DicoProcess.run(arguments)
        #expect(ended.code == 64)
        #expect(ended.output.isEmpty)
    }

    @Test func `a folder that is not there is named`() async throws {
        let ended = try await DicoProcess.run("fixtures", "adopt", "--quarantine", "/nowhere")
        #expect(ended.code == 66)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("/nowhere"))
    }
}
