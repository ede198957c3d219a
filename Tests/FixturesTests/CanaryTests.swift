import Answers
import Foundation
import Lexicon
import Logging
import Providers
import TestSupport
import Testing
import Web

@testable import Fixtures

@Suite struct CanaryWords {
    private static let recorded = ReplyContent(
        outcome: .found,
        entries: [
            Entry(
                headword: "mot", partOfSpeech: .noun, pronunciations: [Pronunciation(text: "mo")],
                senses: (0..<6).map { Sense(definition: "\($0)", examples: ["e"]) })
        ])

    private func changes(_ change: (inout Entry) -> Void, countsHold: Bool = true) -> [String] {
        var reading = Self.recorded
        change(&reading.entries[0])
        return AnswerStructure(reading).changes(from: AnswerStructure(Self.recorded), countsHold: countsHold)
    }

    @Test func `other words, and a sense more or less, are no change`() {
        #expect(
            changes { $0.senses = $0.senses.map { Sense(definition: $0.definition + "!", examples: ["f"]) } }.isEmpty)
        #expect(changes { $0.senses.removeLast(2) }.isEmpty)
        #expect(changes { $0.synonyms = ["new"] }.isEmpty)
    }

    @Test func `a field, a kind and most of the senses that are gone are one`() {
        #expect(changes { $0.pronunciations = [] } == ["pronunciations are gone"])
        #expect(changes { $0.partOfSpeech = nil }.count == 2)
        #expect(changes { $0.senses.removeLast(4) } == ["there were 6 senses, and are 2"])
        #expect(changes({ $0.senses.removeLast(4) }, countsHold: false).isEmpty)
    }

    @Test func `a site is asked for one word a round, and compared with what is recorded`() async throws {
        let server = try await FaultServer()
        server.respond(to: "/words/mot") { _ in .page("<article><h1>mot</h1><p>Dire.</p></article>") }
        server.respond(to: "/words/nom") { _ in .page("<section><h1>nom</h1><p>Dire.</p></section>") }
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
                canary: [mot, nom, rien]
                extract: {selectors: {entry: article, headword: h1, sense: p}}
            """
        try Data(manifest.utf8).write(to: providers.appending(path: "tl/provider.yaml"))
        let store = try FixtureStore(creating: folder.appending(path: "fixtures").path)
        for word in ["mot", "nom"] {
            let page = Page(
                url: server.url("/words/\(word)"), status: 200, headers: [:], body: Array("<p>old</p>".utf8))
            let reading = ReplyContent(
                outcome: .found, entries: [Entry(headword: word, senses: [Sense(definition: "Parler.")])])
            try store.fixture(word, language: "tl", source: "site").write([page], reading: reading)
        }
        let fetcher = PoliteFetcher(userAgent: try UserAgent(contact: nil), logger: silent)
        let catalogue = try Catalogue(directory: providers.path, fetcher: fetcher, keeping: .nothing, logger: silent)
        let watch = CanaryWatch(store: store, catalogue: catalogue)
        #expect(await watch.round(0, of: ["tl"]) == [CanaryWatch.Report(name: "tl/site/mot", changes: [])])
        let moved = await watch.round(1, of: ["tl"])
        #expect(moved.map(\.changes) == [["the outcome was found, and is markup_changed"]])
        let unknown = await watch.round(2, of: ["tl"])
        #expect(unknown.first?.obstacle?.contains("fixtures record tl rien") == true)
        #expect(await watch.round(3, of: ["tl"], all: true).count == 3)
    }
}
