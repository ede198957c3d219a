import Extraction
import Foundation
import Lexicon
import Logging
import Providers
import Web

/// Turns kept lookups into fixtures, by what today's manifests read off them.
public struct Adopter: Sendable {
    private let store: FixtureStore
    private let replay: ReplayFetcher
    private let catalogue: Catalogue

    /// - Parameters:
    ///   - store: Where fixtures go.
    ///   - directory: The folder of the manifests.
    public init(
        quarantine: QuarantineFolder, store: FixtureStore, providers directory: String,
        limits: ReadingLimits = ReadingLimits(), logger: Logger
    ) throws {
        self.store = store
        replay = try ReplayFetcher(quarantine.store, skipsDamaged: true)
        catalogue = try Catalogue(
            directory: directory, fetcher: replay, keeping: .nothing, limits: limits, logger: logger)
    }

    /// Makes a fixture of what is kept, with what is read off it as the expectation, and removes it from the
    /// quarantine.
    ///
    /// Pages that the manifest does not ask for any more are left out.
    ///
    /// - Parameters:
    ///   - asChanged: Whether a page that still cannot be read becomes a fixture that expects just that: an example of
    ///     changed mark-up.
    ///   - replacing: Whether a fixture of the word that is there already is written over.
    /// - Throws: Where that is not so, or the manifest asks for a page that is not kept.
    public func adopt(
        _ kept: QuarantineFolder.Kept, asChanged: Bool, replacing: Bool
    ) async throws(FixtureFault) -> (fixture: Fixture, reading: ReplyContent) {
        let from = kept.fixture
        let fixture = store.fixture(from.word, language: from.language, source: from.source)
        if !replacing, fixture.isThere {
            throw FixtureFault(path: fixture.folder, message: "is there already: --replace writes over it")
        }
        let reply = await catalogue.lookup(
            LookupQuery(word: from.word, language: from.language, sources: [from.source], fresh: true))
        let why = reply.error ?? ""
        switch reply.outcome {
        case .markupChanged where !asChanged:
            throw FixtureFault(
                path: from.folder,
                message: "cannot be read yet, so mend the manifest, or keep it as it is with --as-changed: \(why)")
        case .rejected, .unavailable, .expired:
            throw FixtureFault(path: from.folder, message: "cannot be replayed by today's manifest: \(why)")
        case .found, .notFound, .blocked, .markupChanged:
            break
        }
        let asked = try from.exchanges().filter {
            replay.wasAsked($0.exchange.url, of: "\(from.language)/\(from.source)")
        }
        var pages: [Page] = []
        for recorded in asked { pages.append(try recorded.page()) }
        let reading = ReplyContent(reply)
        try fixture.write(pages, reading: reading)
        try FixtureFile.remove(from.folder)
        return (fixture, reading)
    }
}
