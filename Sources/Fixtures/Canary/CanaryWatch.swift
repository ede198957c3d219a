import Foundation
import Lexicon
import Logging
import Metrics
import Providers
import Web

/// Asks sources for words whose answers are recorded, and says what of these answers moved.
public struct CanaryWatch: Sendable {
    /// What became of one word at one source.
    public struct Report: Sendable, Hashable {
        /// "language/source/word".
        public var name: String
        /// What is no longer as it was recorded; empty where all is.
        public var changes: [String]
        /// Why nothing can be said; nil where something can.
        public var obstacle: String?
    }

    private let store: FixtureStore
    private let catalogue: Catalogue

    /// - Parameter catalogue: Over a fetcher that asks the sites, with all manners.
    public init(store: FixtureStore, catalogue: Catalogue) {
        self.store = store
        self.catalogue = catalogue
    }

    /// Asks each source of `languages` for one of its canary words, another one each round.
    ///
    /// - Parameter round: Counted from anywhere.
    public func round(_ round: Int, of languages: [String], all: Bool = false) async -> [Report] {
        var reports: [Report] = []
        for language in catalogue.languages where languages.contains(language.code) {
            for source in language.sources {
                let words = (try? catalogue.canaries(language: language.code, source: source.id)) ?? []
                guard !words.isEmpty else { continue }
                for word in all ? words : [words[round % words.count]] {
                    reports.append(await report(word, language.code, source.id))
                }
            }
        }
        return reports
    }

    private func report(_ word: String, _ language: String, _ source: String) async -> Report {
        let name = "\(language)/\(source)/\(word)"
        let moved = Meter(label: "dico_canary_moved", dimensions: [("source", "\(language)/\(source)")])
        let fixture = store.fixture(word, language: language, source: source)
        let reply = await catalogue.lookup(LookupQuery(word: word, language: language, sources: [source], fresh: true))
        // What a site cannot say now says nothing of its mark-up.
        if [.unavailable, .blocked].contains(reply.outcome) {
            return Report(name: name, changes: [], obstacle: reply.error ?? reply.outcome.rawValue)
        }
        guard let expected = try? fixture.expectation(), let exchanges = try? fixture.exchanges() else {
            return Report(
                name: name, changes: [],
                obstacle: "no answer is recorded: \(Recorder.command(language: language, word: word))")
        }
        let isRecorded = exchanges.contains { $0.exchange.origin == .recorded }
        let changes = AnswerStructure(ReplyContent(reply)).changes(
            from: AnswerStructure(expected), countsHold: isRecorded)
        moved.set(changes.isEmpty ? 0 : 1)
        return Report(name: name, changes: changes)
    }
}
