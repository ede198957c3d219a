import Fixtures
import Foundation
import Lexicon
import TestSupport
import Testing
import Web

@Suite struct Recording {
    /// A made-up language whose only source is `server`, and an empty store.
    private func recorder(for server: FaultServer) throws -> (
        recorder: Recorder, store: FixtureStore, providers: String
    ) {
        let folder = try temporaryDirectory()
        let providers = folder.appending(path: "providers")
        try FileManager.default.createDirectory(
            at: providers.appending(path: "tl"), withIntermediateDirectories: true)
        let manifest = """
            language: tl
            name: Testish
            sources:
              - id: site
                name: Site
                url: \(server.url("/words/{word}"))
                variants: [swap-first-letter-case]
                extract: {selectors: {entry: article, headword: h1, sense: p}}
            """
        try Data(manifest.utf8).write(to: providers.appending(path: "tl/provider.yaml"))
        let store = try FixtureStore(creating: folder.appending(path: "fixtures").path)
        let fetcher = PoliteFetcher(userAgent: try UserAgent(contact: nil), logger: silent)
        return (
            try Recorder(store: store, providers: providers.path, fetcher: fetcher, logger: silent), store,
            providers.path
        )
    }

    @Test func `what a source answers is recorded, and can be replayed`() async throws {
        let server = try await FaultServer()
        server.respond(to: "/words/Mot") { _ in .page("<article><h1>Mot</h1><p>Ce qu'on dit.</p></article>") }
        let (recorder, store, providers) = try recorder(for: server)
        let recordings = try await recorder.record("mot", language: "tl", replacing: false)
        #expect(recordings.map(\.reading.outcome) == [.found])
        let fixture = try #require(try store.fixtures().first)
        #expect(fixture.name == "tl/site/mot")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted()
                == ["expected.json", "page-2.html", "page.html", "response-2.json", "response.json"])
        server.stop()
        let verifier = try Verifier(store: store, providers: providers, logger: silent)
        #expect(await verifier.verify(fixture).isAsExpected)
    }

    @Test func `a recording keeps the headers that matter, and says that it is one`() async throws {
        let server = try await FaultServer()
        let (recorder, store, _) = try recorder(for: server)
        _ = try await recorder.record("a/b", language: "tl", replacing: false)
        let fixture = try #require(try store.fixtures().first)
        #expect(fixture.word == "a/b")
        let response = try String(contentsOfFile: fixture.folder + "/response.json", encoding: .utf8)
        #expect(response.contains("\"origin\" : \"recorded\""))
        #expect(response.contains("\"status\" : 404"))
        #expect(response.contains(server.url("/words/a%2Fb")))
        #expect(!response.lowercased().contains("date\""))
    }

    @Test func `what is recorded is written over only where that is asked for`() async throws {
        let server = try await FaultServer()
        let (recorder, store, _) = try recorder(for: server)
        _ = try await recorder.record("mot", language: "tl", replacing: false)
        let again = try await recorder.record("mot", language: "tl", replacing: false)
        #expect(again.first?.failure?.contains("is there already") == true)
        server.respond(to: "/words/mot") { _ in .page("<article><h1>mot</h1><p>Dit.</p></article>") }
        _ = try await recorder.record("mot", language: "tl", replacing: true)
        let fixture = try #require(try store.fixtures().first)
        #expect(try fixture.expectation().outcome == .found)
        #expect(!FileManager.default.fileExists(atPath: fixture.folder + "/page-2.html"))
    }

    @Test func `a source that cannot be reached is recorded as nothing`() async throws {
        let server = try await FaultServer()
        let (recorder, store, _) = try recorder(for: server)
        server.respond(to: "/robots.txt") { _ in .page("User-agent: *\nDisallow: /words/\n") }
        let recording = try #require(try await recorder.record("mot", language: "tl", replacing: false).first)
        #expect(recording.failure?.contains("robots") == true)
        #expect(recording.reading.outcome == .blocked)
        #expect(try store.fixtures().isEmpty)
    }
}

@Suite struct Replaying {
    @Test func `a page that was never recorded names the command that records it`() async throws {
        let replay = try ReplayFetcher(FixtureStore(directory: Repository.fixtures))
        let request = PageRequest(url: "https://fr.wiktionary.org/wiki/zut", source: "fr/wiktionary", word: "zut")
        let error = await #expect(throws: FetchFailure.self) { try await replay.fetch(request) }
        #expect(error?.code == .notRecorded)
        #expect(error?.message.contains("dico fixtures record fr zut") == true)
    }

    @Test func `an address is the same however it is encoded`() async throws {
        let replay = try ReplayFetcher(FixtureStore(directory: Repository.fixtures))
        for url in ["https://fr.wiktionary.org/wiki/%C3%A9t%C3%A9", "https://fr.wiktionary.org/wiki/été"] {
            let page = try await replay.fetch(PageRequest(url: url, source: "fr/wiktionary", word: "été"))
            #expect(page.status == 200)
        }
    }

    @Test func `a folder that is not there is named`() {
        let error = #expect(throws: FixtureFault.self) { try FixtureStore(directory: "/nowhere") }
        #expect(error?.description.contains("/nowhere") == true)
    }
}
