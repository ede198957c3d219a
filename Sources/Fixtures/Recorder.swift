import Extraction
import Foundation
import Lexicon
import Logging
import Providers
import Web

/// Records what the sources of a language answer for a word, ready to be replayed.
public struct Recorder: Sendable {
    /// What became of one source.
    public struct Recording: Sendable {
        /// What was written, or would be.
        public var fixture: Fixture
        /// What the page says by today's manifest: to be read against the page by a person.
        public var reading: ReplyContent
        /// Why nothing was recorded; nil where something was.
        public var failure: String?
    }

    private let store: FixtureStore
    private let fetcher: RecordingFetcher
    private let catalogue: Catalogue

    /// - Parameter fetcher: Brings the pages, with all the manners that sites are due.
    public init(
        store: FixtureStore, providers directory: String, fetcher: any PageFetcher,
        limits: ReadingLimits = ReadingLimits(), logger: Logger
    ) throws(ManifestFaults) {
        self.store = store
        self.fetcher = RecordingFetcher(fetcher)
        catalogue = try Catalogue(
            directory: directory, fetcher: self.fetcher, keeping: .nothing, limits: limits, logger: logger)
    }

    /// Those that can be recorded.
    public var languages: [LanguageSummary] { catalogue.languages }

    /// Nil for a name that no language has.
    public func code(of name: String) -> String? { catalogue.code(of: name) }

    /// Asks each of `sources`, all of the language where that is nil, and writes a fixture for each that answered.
    ///
    /// - Parameter replacing: Whether a fixture that is there already is written over.
    public func record(
        _ word: String, language: String, sources: [String]? = nil, replacing: Bool
    ) async throws(FixtureFault) -> [Recording] {
        let known = catalogue.languages.first { $0.code == language }?.sources.map(\.id) ?? []
        var recordings: [Recording] = []
        for source in sources ?? known {
            recordings.append(try await record(word, language: language, source: source, replacing: replacing))
        }
        return recordings
    }

    private func record(
        _ word: String, language: String, source: String, replacing: Bool
    ) async throws(FixtureFault) -> Recording {
        let fixture = store.fixture(word, language: language, source: source)
        if !replacing, fixture.isThere {
            let nothing = ReplyContent(outcome: .unavailable, entries: [])
            return Recording(
                fixture: fixture, reading: nothing,
                failure: "\(fixture.folder) is there already: --replace records it anew")
        }
        let reply = await catalogue.lookup(LookupQuery(word: word, language: language, sources: [source], fresh: true))
        let pages = fetcher.takePages(of: "\(language)/\(source)")
        var recording = Recording(fixture: fixture, reading: ReplyContent(reply))
        guard !pages.isEmpty else {
            recording.failure = reply.error ?? "no page came"
            return recording
        }
        try fixture.write(pages, reading: recording.reading)
        return recording
    }
}
