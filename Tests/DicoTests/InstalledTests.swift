import Foundation
import TestSupport
import Testing

/// The program as a package installs it: in a `bin`, with manifests and pages in the `share/dico` beside that.
@Suite struct InstalledProgram {
    private let prefix: URL
    private let elsewhere: URL
    private var dico: DicoProcess.Program { .at(prefix.appending(path: "bin/dico")) }

    init() throws {
        prefix = try temporaryDirectory()
        elsewhere = try temporaryDirectory()
        let manager = FileManager.default
        for folder in ["bin", "share/dico"] {
            try manager.createDirectory(at: prefix.appending(path: folder), withIntermediateDirectories: true)
        }
        let program = prefix.appending(path: "bin/dico")
        let built = DicoProcess.Program.dico.url.resolvingSymlinksInPath()
        do {
            try manager.linkItem(at: built, to: program)
        } catch {
            // Temporary files are on another disk.
            try manager.copyItem(at: built, to: program)
        }
        for (name, path) in ["providers": Repository.providers, "fixtures": Repository.fixtures] {
            try manager.createSymbolicLink(
                at: prefix.appending(path: "share/dico/\(name)"), withDestinationURL: URL(fileURLWithPath: path))
        }
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> DicoProcess.Ended {
        try await DicoProcess.run(arguments, environment: environment, program: dico, in: elsewhere)
    }

    private func bringExample() throws {
        for name in ["providers", "fixtures"] {
            try FileManager.default.copyItem(
                at: Repository.folder.appending(path: "Examples/providers-repository/\(name)"),
                to: elsewhere.appending(path: name))
        }
    }

    @Test func `manifests and pages are found from anywhere`() async throws {
        let listed = try await run("providers", "list")
        #expect(listed.code == 0, "\(listed.errors)")
        #expect(
            listed.outputLines.last
                == "15 languages, by the manifests in \(prefix.path)/share/dico/providers (installed with dico)")
        let verified = try await run("fixtures", "verify", "--language", "sv")
        #expect(verified.code == 0, "\(verified.output) \(verified.errors)")
    }

    @Test func `what is here, exported or named goes first`() async throws {
        try bringExample()
        #expect(
            try await run("providers", "list").output.contains(
                "1 language, by the manifests in providers (in this folder)"))
        let exported = try await run("providers", "list", environment: ["DICO_PROVIDERS": Repository.providers])
        #expect(exported.output.contains("\(Repository.providers) (DICO_PROVIDERS)"))
        let named = try await run(
            "providers", "list", "--providers", "providers", environment: ["DICO_PROVIDERS": Repository.providers])
        #expect(named.output.contains("(--providers)"))
    }

    @Test func `installed pages stand for no manifests but those they came with`() async throws {
        try bringExample()
        try FileManager.default.removeItem(at: elsewhere.appending(path: "fixtures"))
        let checked = try await run("providers", "check")
        #expect(checked.code == 66)
        #expect(checked.errors.contains("fixtures"))
    }

    @Test func `nothing is recorded among what was installed`() async throws {
        let page = elsewhere.appending(path: "page.html")
        try FileManager.default.copyItem(
            atPath: "\(Repository.fixtures)/fr/wiktionary/livre/page.html", toPath: page.path)
        let recorded = try await run("fixtures", "record", "fr", "livre", "--page", "page.html")
        #expect(recorded.code == 0, "\(recorded.output) \(recorded.errors)")
        #expect(FileManager.default.fileExists(atPath: elsewhere.appending(path: "fixtures/fr/wiktionary/livre").path))
    }

    @Test func `the version names the change log's, and the C libraries that run`() async throws {
        let ended = try await run("--version")
        let version = try #require(ended.outputLines.first?.split(separator: " ").last)
        let changes = try String(contentsOf: Repository.folder.appending(path: "CHANGELOG.md"), encoding: .utf8)
        #expect(changes.firstMatch(of: /\n## ([0-9.]+)/)?.output.1 == version)
        for library in ["librdkafka", "libcurl", "zlib", "brotli", "zstd", "libxml2", "SQLite"] {
            let named = try Regex("\(library) [0-9]+\\.[0-9]+\\.[0-9]+")
            #expect(ended.output.contains(named), "\(library): \(ended.output)")
        }
    }
}
