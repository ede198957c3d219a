import Answers
import Foundation
import Lexicon
import Logging
import TestSupport
import Testing
import Web

@testable import Fixtures
@testable import Providers

/// A site that changes by half goes on to be found: it is told by the figures of its fields.
@Suite struct DriftingSources {
    /// A source of the repository, with what is recorded of it.
    private struct Recorded {
        let language: String
        let source: String
        var pages: [(fixture: Fixture, reading: ReplyContent)]

        var name: String { "\(language)/\(source)" }
        var floors: FieldFloors { FieldFloors(learntFrom: pages.map(\.reading.entries)) }
    }

    private static func recorded() throws -> [Recorded] {
        var sources: [Recorded] = []
        for fixture in try FixtureStore(directory: Repository.fixtures).fixtures() {
            let reading = try fixture.expectation()
            guard reading.outcome == .found else { continue }
            if sources.last?.name != "\(fixture.language)/\(fixture.source)" {
                sources.append(Recorded(language: fixture.language, source: fixture.source, pages: []))
            }
            sources[sources.count - 1].pages.append((fixture, reading))
        }
        return sources
    }

    /// The answer after which something was told of the field; nil where nothing was.
    private func told(_ field: String, of floors: FieldFloors, _ answers: [[Entry]]) -> Int? {
        var figures = SourceFigures(source: "tl/site", floors: floors)
        for (place, entries) in answers.enumerated() {
            if figures.add(entries).began.contains(where: { $0.field == field }) { return place + 1 }
        }
        return nil
    }

    @Test func `nothing is told of the recorded pages as they are, however often they are read`() throws {
        for source in try Self.recorded() {
            var figures = SourceFigures(source: source.name, floors: source.floors)
            for round in 0..<500 {
                let entries = source.pages[round % source.pages.count].reading.entries
                #expect(figures.add(entries).began.isEmpty, "\(source.name)")
            }
        }
    }

    @Test func `a field that any recorded page loses is told within 200 answers`() throws {
        var checked = 0
        for source in try Self.recorded() {
            let floors = source.floors
            for page in source.pages {
                for field in AnswerField.allCases where field.isIn(page.reading.entries) {
                    #expect(floors.shares[field] != nil, "\(source.name) has no floor of \(field)")
                    let without = page.reading.entries.map { $0.without(field) }
                    let answers = Array(repeating: without, count: 200)
                    #expect(told(field.rawValue, of: floors, answers) != nil, "\(page.fixture.name): \(field)")
                    checked += 1
                }
            }
        }
        #expect(checked > 200)
    }

    @Test func `after a thousand good answers a lost field is told within 200, too`() throws {
        for source in try Self.recorded() {
            for field in source.floors.shares.keys {
                var figures = SourceFigures(source: source.name, floors: source.floors)
                for round in 0..<1_000 { _ = figures.add(source.pages[round % source.pages.count].reading.entries) }
                let isTold = (0..<200).contains { round in
                    let entries = source.pages[round % source.pages.count].reading.entries.map { $0.without(field) }
                    return figures.add(entries).began.contains { $0.field == field.rawValue }
                }
                #expect(isTold, "\(source.name): \(field)")
            }
        }
    }

    /// The classes, ids and keys that the patterns of a source's manifest name.
    private static func names(_ catalogue: Catalogue, _ source: Recorded) throws -> Set<String> {
        let page = Page(url: "https://site.example/", body: Array("<p>x</p>".utf8))
        let trial = try catalogue.trial(of: page, word: "x", language: source.language, source: source.source)
        return Set(
            trial.probes.flatMap { $0.pattern.matches(of: /[.#]([A-Za-z][A-Za-z0-9_-]+)/).map { String($0.output.1) } })
    }

    /// Renames each class that the manifest of a source selects, on one of its pages, and looks at what the page says.
    @Test func `a class that is renamed takes a field away, and is told`() throws {
        let catalogue = try Catalogue(
            directory: Repository.providers, fetcher: ReplayFetcher(FixtureStore(directory: Repository.fixtures)),
            keeping: .nothing, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        var lost = 0
        for source in try Self.recorded() {
            for (fixture, reading) in source.pages.prefix(3) {
                guard let page = try fixture.exchanges().last?.page() else { continue }
                let body = String(decoding: page.body, as: UTF8.self)
                for name in try Self.names(catalogue, source)
                where body.contains(name) {
                    let renamed = body.replacing(name, with: "renamed-\(name.reversed().map(String.init).joined())")
                    let reply = try catalogue.judge(
                        body: Array(renamed.utf8), word: fixture.word, language: source.language, source: source.source)
                    guard reply.outcome == .found else { continue }
                    for field in AnswerField.allCases
                    where field.isIn(reading.entries) && !field.isIn(reply.entries) {
                        lost += 1
                        let answers = Array(repeating: reply.entries, count: 200)
                        #expect(
                            told(field.rawValue, of: source.floors, answers) != nil,
                            "\(fixture.name): \(name), \(field)")
                    }
                }
            }
        }
        #expect(lost > 30)
    }

    @Test func `a drift is told once, with pages that lack the field, until it is over`() {
        var figures = SourceFigures(source: "tl/site", floors: FieldFloors(shares: [.examples: 0.5]))
        let good = [Entry(headword: "a", senses: [Sense(definition: "x", examples: ["y"])])]
        let bad = [Entry(headword: "a", senses: [Sense(definition: "x")])]
        var began = 0
        var kept = 0
        for _ in 0..<300 {
            let change = figures.add(bad)
            began += change.began.count
            kept += change.missing.count
        }
        #expect(began == 1)
        #expect(kept == 5)
        #expect(figures.drifting.keys.sorted() == ["examples"])
        var ended = 0
        for _ in 0..<200 { ended += figures.add(good).ended.count }
        #expect(ended == 1)
        #expect(figures.drifting.isEmpty)
    }

    @Test(arguments: [
        (0, 10, 0.5, false), (0, 20, 0.5, true), (90, 200, 0.5, false), (60, 200, 0.5, true), (0, 100, 0.05, false),
    ])
    func `few answers, or few too few, may be an accident`(having: Int, of count: Int, floor: Double, isBelow: Bool) {
        #expect(Drift.isBelow(floor, having: having, of: count) == isBelow)
    }

    @Test func `senses that get fewer are told`() {
        var figures = SourceFigures(source: "tl/site", floors: FieldFloors(senses: 2))
        let one = [Entry(headword: "a", senses: [Sense(definition: "x")])]
        #expect((0..<50).contains { _ in figures.add(one).began.contains { $0.field == "senses" } })
    }
}

extension Entry {
    fileprivate func without(_ field: AnswerField) -> Entry {
        var entry = self
        switch field {
        case .partOfSpeech: entry.partOfSpeech = nil
        case .pronunciations: entry.pronunciations = []
        case .labels, .examples: break
        case .synonyms: entry.synonyms = []
        case .antonyms: entry.antonyms = []
        }
        entry.senses = senses.map { $0.without(field) }
        return entry
    }
}

extension Sense {
    fileprivate func without(_ field: AnswerField) -> Sense {
        var sense = self
        switch field {
        case .labels: sense.labels = []
        case .examples: sense.examples = []
        case .synonyms: sense.synonyms = []
        case .antonyms: sense.antonyms = []
        case .partOfSpeech, .pronunciations: break
        }
        sense.senses = senses.map { $0.without(field) }
        return sense
    }
}
