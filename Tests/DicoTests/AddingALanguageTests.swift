import Foundation
import Lexicon
import TestSupport
import Testing

/// A language is added as providers/README.md tells people to: with a manifest, and no rebuild.
@Suite struct AddingALanguage {
    /// A folder of manifests with the guide's Italian in it, and one of recorded pages.
    private struct Folders {
        let providers: URL
        let fixtures: URL

        var options: [String] { ["--providers", providers.path, "--fixtures", fixtures.path] }
        var manifest: URL { providers.appending(path: "it/provider.yaml") }

        init() throws {
            let root = try temporaryDirectory()
            providers = root.appending(path: "providers")
            fixtures = root.appending(path: "fixtures")
            try FileManager.default.createDirectory(at: providers, withIntermediateDirectories: true)
        }

        /// Writes the manifest that the guide shows over the one that `dico providers new` wrote.
        func followGuide() throws {
            let guide = try String(contentsOfFile: "\(Repository.providers)/README.md", encoding: .utf8)
            let blocks = guide.components(separatedBy: "\n```yaml\n").dropFirst()
            let block = try #require(blocks.first { $0.contains("language: it") })
            let end = try #require(block.firstRange(of: "\n```")).lowerBound
            try String(block[..<end]).write(to: manifest, atomically: true, encoding: .utf8)
        }

        /// Writes a recorded page.
        func record(_ word: String, _ page: String, url: String, status: Int = 200, number: String = "") throws {
            let folder = fixtures.appending(path: "it/wiktionary/\(word)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try page.write(to: folder.appending(path: "page\(number).html"), atomically: true, encoding: .utf8)
            let response = """
                {"origin": "composed", "url": "\(url)", "final_url": "\(url)", "status": \(status), "headers": {},
                 "recorded_at": "2026-11-24T12:00:00Z"}
                """
            try response.write(to: folder.appending(path: "response\(number).json"), atomically: true, encoding: .utf8)
        }
    }

    private static let casa = """
        <h1>casa</h1><div class="mw-heading mw-heading2"><h2 id="Italiano">Italiano</h2></div>
        <div class="mw-heading mw-heading3"><h3 id="Sostantivo">Sostantivo</h3></div>
        <p><b>casa</b> <i>f sing</i></p><ol><li>edificio in cui si abita<ul><li><i>torno a <b>casa</b></i></li></ul></li></ol>
        <div class="mw-heading mw-heading3"><h3 id="Sinonimi">Sinonimi</h3></div><ul><li>abitazione, dimora</li></ul>
        """

    @Test func `a new manifest is in order, and says what is still missing`() async throws {
        let folders = try Folders()
        let made = try await DicoProcess.run(["providers", "new", "it"] + folders.options)
        #expect(made.code == 0, "\(made.errors)")
        #expect(try String(contentsOf: folders.manifest, encoding: .utf8).contains("name: Italian\n"))
        let checked = try await DicoProcess.run(["providers", "check", "it"] + folders.options)
        #expect(checked.code == 0, "\(checked.errors)")
        #expect(checked.output.contains("warning: no recorded page has the outcome not_found"))
        #expect(checked.output.contains("warning: no recorded page has any labels"))
        let again = try await DicoProcess.run(["providers", "new", "it"] + folders.options)
        #expect(again.code == 64)
        #expect(again.errorLines.count == 1)
    }

    @Test func `a page is tried before anything is recorded`() async throws {
        let folders = try Folders()
        _ = try await DicoProcess.run(["providers", "new", "it"] + folders.options)
        try folders.followGuide()
        let page = folders.providers.appending(path: "casa.html")
        try Self.casa.write(to: page, atomically: true, encoding: .utf8)
        let tried = try await DicoProcess.run([
            "providers", "try", "it", "casa", "--providers", folders.providers.path, "--page", page.path,
        ])
        #expect(tried.code == 0, "\(tried.errors)")
        #expect(tried.output.contains("sources[0].extract.wiktionary.headword: > b"), "\(tried.output)")
        #expect(tried.output.contains("“casa”"))
        #expect(tried.output.contains("The reply: found"))
        #expect(tried.output.contains("1. edificio in cui si abita"))
    }

    @Test func `a running worker answers in a language that is a folder`() async throws {
        let folders = try Folders()
        _ = try await DicoProcess.run(["providers", "new", "it"] + folders.options)
        try folders.followGuide()
        let site = "https://it.wiktionary.org/wiki/"
        try folders.record("casa", Self.casa, url: site + "casa")
        for (index, form) in ["zzyzx", "Zzyzx"].enumerated() {
            try folders.record(
                "zzyzx", "<p>no</p>", url: site + form, status: 404, number: index == 0 ? "" : "-\(index + 1)")
        }
        let updated = try await DicoProcess.run(["fixtures", "verify", "--update"] + folders.options)
        #expect(updated.code == 0, "\(updated.output)")
        #expect(updated.output.contains("REWRITTEN"))
        #expect(updated.errors.contains("read each against its page"))
        let verified = try await DicoProcess.run(["fixtures", "verify"] + folders.options)
        #expect(verified.code == 0, "\(verified.output)")
        #expect(verified.output.contains("2 recorded pages, 0 read differently"))

        let broker = try await BrokerProcess.start("--providers", folders.providers.path, in: try temporaryDirectory())
        let worker = try DicoProcess(
            [
                "worker", "--bootstrap-servers", broker.address, "--providers", folders.providers.path, "--replay",
                folders.fixtures.path,
            ] + BrokerProcess.quick)
        let ended = try await DicoProcess.run([
            "lookup", "--language", "italiano", "--bootstrap-servers", broker.address, "--json", "casa", "zzyzx", "-X",
            "fetch.wait.max.ms=10",
        ])
        let replies = try ended.outputLines.map { try LookupReply(decoding: Array($0.utf8)) }
        #expect(replies.map(\.outcome) == [.found, .notFound], "\(ended.errors)")
        #expect(replies.first?.language == "it")
        #expect(replies.first?.entries.first?.synonyms == ["abitazione", "dimora"])
        #expect(worker.isRunning)
    }

    @Test func `a wrong manifest stops the start, with every fault listed`() async throws {
        let folders = try Folders()
        _ = try await DicoProcess.run(["providers", "new", "it"] + folders.options)
        let text = try String(contentsOf: folders.manifest, encoding: .utf8)
        try text.replacing("layout: ordered-list", with: "layout: sonnet").replacing("section:", with: "sektion:")
            .write(to: folders.manifest, atomically: true, encoding: .utf8)
        let ended = try await DicoProcess.run([
            "worker", "--bootstrap-servers", "127.0.0.1:1", "--providers", folders.providers.path, "--log-level",
            "error",
        ])
        #expect(ended.code == 78)
        for hint in ["sonnet", "wiktionary.section"] { #expect(ended.errors.contains(hint), "\(ended.errors)") }
    }
}
