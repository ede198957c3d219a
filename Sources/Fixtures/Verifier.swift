import Extraction
import Lexicon
import Logging
import Providers

/// Replays fixtures and compares what is read off them with what is expected.
public struct Verifier: Sendable {
    /// What became of one fixture.
    public struct Verification: Sendable, Hashable {
        /// What was replayed.
        public var fixture: Fixture
        /// Lines that tell what differs; empty where nothing does.
        public var differences: [String]

        /// False for the slightest difference.
        public var isAsExpected: Bool { differences.isEmpty }
    }

    private let replay: ReplayFetcher
    let catalogue: Catalogue

    /// Verifies without asking any site.
    public init(
        store: FixtureStore, providers directory: String, limits: ReadingLimits = ReadingLimits(), logger: Logger
    ) throws {
        // What is damaged is told of each fixture when it is verified.
        replay = try ReplayFetcher(store, skipsDamaged: true)
        catalogue = try Catalogue(
            directory: directory, fetcher: replay, keeping: .nothing, limits: limits, logger: logger)
    }

    /// Makes what is read off a fixture its expectation, and returns whether that changed it.
    public func update(_ fixture: Fixture) async throws(FixtureFault) -> Bool {
        let reading = ReplyContent(await lookUp(fixture))
        if let expected = try? fixture.expectation(), expected == reading { return false }
        try fixture.write(reading)
        return true
    }

    private func lookUp(_ fixture: Fixture) async -> LookupReply {
        await catalogue.lookup(
            LookupQuery(word: fixture.word, language: fixture.language, sources: [fixture.source], fresh: true))
    }

    /// Replays one fixture, of a language that the manifests have.
    public func verify(_ fixture: Fixture) async -> Verification {
        func failed(_ line: String) -> Verification { Verification(fixture: fixture, differences: [line]) }
        let expected: ReplyContent
        let exchanges: [Fixture.Recorded]
        do {
            expected = try fixture.expectation()
            exchanges = try fixture.exchanges()
        } catch {
            return failed("\(error)")
        }
        let reply = await lookUp(fixture)
        if reply.outcome == .rejected { return failed(reply.error ?? "rejected") }
        var differences = ReplyDifference.lines(expected: expected, found: ReplyContent(reply))
        if !differences.isEmpty, reply.outcome != expected.outcome, let error = reply.error {
            differences.append(error)
        }
        for recorded in exchanges
        where !replay.wasAsked(recorded.exchange.url, of: "\(fixture.language)/\(fixture.source)") {
            differences.append("\(recorded.pagePath): was never asked for: \(recorded.exchange.url)")
        }
        return Verification(fixture: fixture, differences: differences)
    }
}
