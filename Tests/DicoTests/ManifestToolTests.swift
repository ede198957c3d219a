import Foundation
import TestSupport
import Testing

/// What whoever writes a manifest has at hand, outside of this repository, too.
@Suite struct ManifestTools {
    private let root: URL
    private var providers: String { root.appending(path: "providers").path }
    private var fixtures: String { root.appending(path: "fixtures").path }
    private var options: [String] { ["--providers", providers, "--fixtures", fixtures] }

    init() throws {
        root = try temporaryDirectory()
    }

    private func manifest(_ code: String) throws -> String {
        try String(contentsOfFile: "\(providers)/\(code)/provider.yaml", encoding: .utf8)
    }

    @Test(arguments: ["ordered-list", "captioned-blocks", "definition-list", "selectors", "json"])
    func `a manifest that begins with any shape is in order, beside the schema that it points at`(layout: String)
        async throws
    {
        let made = try await DicoProcess.run(["providers", "new", "ro", "--layout", layout] + options)
        #expect(made.code == 0, "\(made.errors)")
        let checked = try await DicoProcess.run(["providers", "check"] + options)
        #expect(checked.code == 0, "\(checked.output) \(checked.errors)")
        let schema = try await DicoProcess.run(["providers", "schema"])
        let written = try String(contentsOfFile: "\(providers)/provider.schema.json", encoding: .utf8)
        #expect(written == schema.output)
        #expect(
            written == (try String(contentsOfFile: "\(Repository.providers)/provider.schema.json", encoding: .utf8)))
    }

    @Test func `a manifest begins with the words of its edition, or with another language's`() async throws {
        _ = try await DicoProcess.run(["providers", "new", "cs"] + options)
        #expect(try manifest("cs").contains("podstatné jméno: noun"))
        let learnt = try manifest("cs").replacing("    extract:", with: "    canary: [slovo]\n    extract:")
        try learnt.write(toFile: "\(providers)/cs/provider.yaml", atomically: true, encoding: .utf8)
        _ = try await DicoProcess.run(["providers", "new", "sk", "--from", "cs"] + options)
        let other = try manifest("sk")
        #expect(other.contains("language: sk\nname: Slovak\n"))
        #expect(other.contains("https://sk.wiktionary.org/"))
        #expect(!other.contains("slovo]"))
        #expect(other.contains("podstatné jméno: noun"))
        let checked = try await DicoProcess.run(["providers", "check"] + options)
        #expect(checked.code == 0, "\(checked.errors)")
    }

    private static let page = """
        <article><h1>casa</h1><ol><li>a place to live<q>My casa.</q></li></ol><p>A remark.</p></article>
        """

    private func site() throws -> String {
        let manifest = """
            language: tl
            name: Testish
            sources:
              - id: site
                name: Site
                url: https://site.example/{word}
                not_found: [{says: No such word}]
                extract: {selectors: {entry: article, headword: h1, sense: li, definition: {own_text: true, strip: q}, examples: q, labels: i}}
            """
        let folder = root.appending(path: "providers/tl")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try manifest.write(to: folder.appending(path: "provider.yaml"), atomically: true, encoding: .utf8)
        let page = root.appending(path: "casa.html")
        try Self.page.write(to: page, atomically: true, encoding: .utf8)
        return page.path
    }

    @Test func `a page that was saved is tried, recorded, and verified`() async throws {
        let page = try site()
        let tried = try await DicoProcess.run([
            "providers", "try", "tl", "casa", "--page", page, "--providers", providers,
        ])
        #expect(tried.output.contains("sources[0].extract.selectors.labels: i"), "\(tried.output)")
        #expect(tried.output.contains("“A remark.”"))
        let recorded = try await DicoProcess.run(["fixtures", "record", "tl", "casa", "--page", page] + options)
        #expect(recorded.code == 0, "\(recorded.errors)")
        let none = root.appending(path: "none.html")
        try "<p>No such word.</p>".write(to: none, atomically: true, encoding: .utf8)
        let again = try await DicoProcess.run(["fixtures", "record", "tl", "casa", "zzz", "--page", page] + options)
        #expect(again.code == 64)
        let missing = try await DicoProcess.run(
            ["fixtures", "record", "tl", "zzz", "--page", none.path, "--status", "404"] + options)
        #expect(missing.output.contains("not_found"), "\(missing.output) \(missing.errors)")
        let verified = try await DicoProcess.run(["fixtures", "verify"] + options)
        #expect(verified.code == 0, "\(verified.output)")
        #expect(verified.output.contains("2 recorded pages, 0 read differently"))
        let strict = try await DicoProcess.run(["fixtures", "verify", "--strict"] + options)
        #expect(strict.code == 1)
        #expect(
            strict.outputLines.dropLast().allSatisfy { $0.contains("provider.yaml:1: warning: ") }, "\(strict.output)")
    }

    @Test(arguments: ["text", "github", "junit", "json"])
    func `a difference is told with its file and line, in the form that is asked for`(format: String) async throws {
        let page = try site()
        _ = try await DicoProcess.run(["fixtures", "record", "tl", "casa", "--page", page] + options)
        let expected = "\(fixtures)/tl/site/casa/expected.json"
        let text = try String(contentsOfFile: expected, encoding: .utf8)
        try text.replacing("a place to live", with: "a house").write(
            toFile: expected, atomically: true, encoding: .utf8)
        let verified = try await DicoProcess.run(["fixtures", "verify", "--format", format] + options)
        #expect(verified.code == 1)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("a place to live") }) + 1
        let wanted =
            switch format {
            case "text", "junit": "\(expected):\(line): tl/site/casa: -"
            case "github": "::error file=\(expected),line=\(line)::tl/site/casa: -"
            default: "\"line\" : \(line),"
            }
        #expect(verified.output.contains(wanted), "\(verified.output)")
        let checked = try await DicoProcess.run(["providers", "check"] + options)
        #expect(checked.code == 1)
    }

    @Test func `a folder of no source, and one without a file, are faults of check and verify alike`() async throws {
        let page = try site()
        _ = try await DicoProcess.run(["fixtures", "record", "tl", "casa", "--page", page] + options)
        let manager = FileManager.default
        try manager.createDirectory(atPath: "\(fixtures)/tl/other", withIntermediateDirectories: true)
        try manager.copyItem(atPath: "\(fixtures)/tl/site/casa", toPath: "\(fixtures)/tl/other/casa")
        try manager.copyItem(atPath: "\(fixtures)/tl/site/casa", toPath: "\(fixtures)/tl/site/torn")
        try manager.removeItem(atPath: "\(fixtures)/tl/site/torn/response.json")
        for command in [["providers", "check"], ["fixtures", "verify"]] {
            let ended = try await DicoProcess.run(command + options)
            #expect(ended.code == 1, "\(command)")
            #expect(ended.output.contains("tl/site/torn/response.json:1: is missing"), "\(ended.output)")
            #expect(ended.output.contains("other"), "\(ended.output)")
        }
    }

    @Test func `a word that begins with a hyphen is a word`() async throws {
        let page = try site()
        let read = try await DicoProcess.run([
            "extract", "--language", "tl", "--source", "site", "--word", "-ego", "--providers", providers, page,
        ])
        #expect(read.code == 0, "\(read.errors)")
        #expect(read.output.contains("\"word\": \"-ego\""))
    }
}
