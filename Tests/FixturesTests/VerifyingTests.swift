import Fixtures
import Foundation
import Lexicon
import Logging
import TestSupport
import Testing

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

@Suite struct RepositoryFixtures {
    @Test func `every recorded page is read as expected`() async throws {
        let store = try FixtureStore(directory: Repository.fixtures)
        let verifier = try Verifier(store: store, providers: Repository.providers, logger: silent)
        let fixtures = try store.fixtures()
        #expect(fixtures.count > 30)
        for fixture in fixtures {
            let differences = await verifier.verify(fixture).differences
            #expect(differences.isEmpty, "\(fixture.name)\n\(differences.joined(separator: "\n"))")
        }
    }

    @Test func `every source has a page for each kind of answer`() throws {
        let fixtures = try FixtureStore(directory: Repository.fixtures).fixtures()
        for (source, fixtures) in Dictionary(grouping: fixtures, by: { "\($0.language)/\($0.source)" }) {
            let outcomes = try fixtures.map { try $0.expectation().outcome }
            #expect(outcomes.count { $0 == .found } >= 2, "\(source)")
            for outcome in [Outcome.notFound, .blocked, .markupChanged] {
                #expect(outcomes.contains(outcome), "\(source) has no page that is \(outcome.rawValue)")
            }
        }
    }
}

@Suite struct Verifying {
    /// A store with a copy of one of the repository's fixtures.
    private func copy(_ name: String) throws -> (store: FixtureStore, folder: URL) {
        let root = try temporaryDirectory()
        let folder = root.appending(path: name)
        try FileManager.default.createDirectory(
            at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(Repository.fixtures)/\(name)", toPath: folder.path)
        return (try FixtureStore(directory: root.path), folder)
    }

    private func verify(_ store: FixtureStore) async throws -> [String] {
        let verifier = try Verifier(store: store, providers: Repository.providers, logger: silent)
        return await verifier.verify(try #require(try store.fixtures().first)).differences
    }

    @Test func `a difference is shown with the entry it is in`() async throws {
        let (store, folder) = try copy("fr/wiktionary/livre")
        let file = folder.appending(path: "expected.json")
        var expected = try ReplyContent(decoding: Array(Data(contentsOf: file)))
        let kept = expected.entries[1].senses[0].definition
        expected.entries[1].senses[0].definition = "Autre chose."
        expected.entries[1].senses.append(Sense(definition: "Encore."))
        try Data(expected.encoded()).write(to: file)
        #expect(
            try await verify(store) == [
                "  entry livre: noun (Nom commun)", "-     sense Autre chose.", "+     sense \(kept)",
                "-     sense Encore.",
            ])
    }

    @Test func `another outcome is shown with what the source said`() async throws {
        let (store, folder) = try copy("fr/wiktionary/ventement")
        try Data(ReplyContent(outcome: .notFound, entries: []).encoded()).write(
            to: folder.appending(path: "expected.json"))
        let lines = try await verify(store)
        #expect(lines.prefix(2) == ["- outcome not_found", "+ outcome blocked"])
        #expect(lines.count == 3)
    }

    @Test func `a page that nobody asks for any more is told`() async throws {
        let (store, folder) = try copy("fr/wiktionary/nuage")
        for (file, ending) in [("page", "html"), ("response", "json")] {
            let text = try String(contentsOf: folder.appending(path: "\(file).\(ending)"), encoding: .utf8)
            try text.replacing("/wiki/nuage\"", with: "/wiki/nuages\"")
                .write(to: folder.appending(path: "\(file)-2.\(ending)"), atomically: true, encoding: .utf8)
        }
        #expect(try await verify(store).first?.contains("page-2.html: was never asked for") == true)
    }

    @Test func `what is missing in a fixture is named with its path`() async throws {
        let (store, folder) = try copy("fr/wiktionary/ventement")
        try FileManager.default.removeItem(at: folder.appending(path: "expected.json"))
        #expect(try await verify(store).first?.contains("ventement/expected.json") == true)
        try FileManager.default.removeItem(at: folder.appending(path: "page.html"))
        try Data(ReplyContent(outcome: .blocked, entries: []).encoded()).write(
            to: folder.appending(path: "expected.json"))
        #expect(try await verify(store).first?.contains("ventement/response.json") == true)
        #expect(throws: FixtureFault.self) { try ReplayFetcher(store) }
    }
}
