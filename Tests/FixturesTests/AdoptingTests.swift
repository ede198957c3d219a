import Foundation
import Lexicon
import Providers
import TestSupport
import Testing
import Web

@testable import Fixtures

@Suite struct Adopting {
    private let folder: URL
    private let quarantine: Quarantine

    init() throws {
        folder = try temporaryDirectory()
        quarantine = try Quarantine(directory: folder.appending(path: "unread").path, logger: silent)
        try manifest(entry: "article")
    }

    private func manifest(entry: String, word: String = "spaces-to _") throws {
        let manifest = """
            language: tl
            name: Testish
            sources:
              - id: site
                name: Site
                url: https://site.example/{word}
                word: [\(word)]
                variants: [swap-first-letter-case]
                extract: {selectors: {entry: \(entry), headword: h1, sense: p}}
            """
        try FileManager.default.createDirectory(
            at: folder.appending(path: "providers/tl"), withIntermediateDirectories: true)
        try Data(manifest.utf8).write(to: folder.appending(path: "providers/tl/provider.yaml"))
    }

    /// A site whose page of a word is not there in the first form that is asked for, and has changed in the second.
    private func changedSite() throws -> FixtureStore {
        let store = try FixtureStore(creating: folder.appending(path: "site").path)
        let pages = [
            Page(url: "https://site.example/mot", status: 404, body: Array("<p>no</p>".utf8)),
            Page(
                url: "https://site.example/Mot",
                body: Array("<section><h1>Mot</h1><p>Ce qu'on dit.</p></section>".utf8)),
        ]
        try store.fixture("mot", language: "tl", source: "site")
            .write(pages, reading: ReplyContent(outcome: .markupChanged, entries: []))
        return store
    }

    /// What a lookup at that site leaves in the quarantine.
    private func quarantined() async throws -> QuarantineFolder.Kept {
        let store = try changedSite()
        let catalogue = try Catalogue(
            directory: folder.appending(path: "providers").path, fetcher: ReplayFetcher(store),
            unread: { [quarantine] in quarantine.keep($0) }, logger: silent)
        let reply = await catalogue.lookup(LookupQuery(word: "mot", language: "tl"))
        #expect(reply.outcome == .markupChanged)
        await quarantine.flush()
        return try #require(try unread().lookups().first)
    }

    private func unread() throws -> QuarantineFolder {
        try QuarantineFolder(directory: folder.appending(path: "unread").path)
    }

    private func adopt(
        _ kept: QuarantineFolder.Kept, asChanged: Bool = false, replacing: Bool = false
    ) async throws -> (fixture: Fixture, reading: ReplyContent) {
        let adopter = try Adopter(
            quarantine: unread(), store: FixtureStore(creating: folder.appending(path: "fixtures").path),
            providers: folder.appending(path: "providers").path, logger: silent)
        return try await adopter.adopt(kept, asChanged: asChanged, replacing: replacing)
    }

    private func isVerified(_ fixture: Fixture) async throws -> Bool {
        let verifier = try Verifier(
            store: FixtureStore(directory: folder.appending(path: "fixtures").path),
            providers: folder.appending(path: "providers").path, logger: silent)
        return await verifier.verify(fixture).isAsExpected
    }

    @Test func `once the manifest is mended, the page becomes a fixture and leaves`() async throws {
        let kept = try await quarantined()
        #expect(try kept.fixture.exchanges().count == 2)
        try manifest(entry: "section")
        let (fixture, reading) = try await adopt(kept)
        #expect(reading.outcome == .found)
        #expect(reading.entries.map(\.headword) == ["Mot"])
        #expect(try await isVerified(fixture))
        #expect(try fixture.exchanges().map(\.exchange.origin) == [.recorded, .recorded])
        #expect(try unread().lookups().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/unread.json"))
    }

    @Test func `a page that cannot be read yet stays, unless it is wanted as it is`() async throws {
        let kept = try await quarantined()
        let error = await #expect(throws: FixtureFault.self) { _ = try await adopt(kept) }
        #expect(error?.message.contains("--as-changed") == true)
        #expect(try unread().lookups() == [kept])
        let (fixture, reading) = try await adopt(kept, asChanged: true)
        #expect(reading.outcome == .markupChanged)
        #expect(try await isVerified(fixture))
        #expect(try unread().lookups().isEmpty)
    }

    @Test func `a fixture that is there is written over only where that is asked for`() async throws {
        let kept = try await quarantined()
        try manifest(entry: "section")
        let there = folder.appending(path: "fixtures/tl/site/mot")
        try FileManager.default.createDirectory(at: there, withIntermediateDirectories: true)
        try Data().write(to: there.appending(path: "page-3.html"))
        let error = await #expect(throws: FixtureFault.self) { _ = try await adopt(kept) }
        #expect(error?.message.contains("--replace") == true)
        let (fixture, _) = try await adopt(kept, replacing: true)
        #expect(try await isVerified(fixture))
        #expect(!FileManager.default.fileExists(atPath: there.appending(path: "page-3.html").path))
    }

    @Test func `a page that is not asked for any more is left out`() async throws {
        let kept = try await quarantined()
        try manifest(entry: "section", word: "swap-first-letter-case")
        let (fixture, _) = try await adopt(kept)
        #expect(try fixture.exchanges().count == 1)
    }

    @Test func `a page that is asked for and not kept is named`() async throws {
        let kept = try await quarantined()
        try FileManager.default.removeItem(atPath: kept.fixture.folder + "/response-2.json")
        let error = await #expect(throws: FixtureFault.self) { _ = try await adopt(kept) }
        #expect(error?.message.contains("https://site.example/Mot") == true)
    }
}
