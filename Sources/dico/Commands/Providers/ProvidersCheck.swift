import ArgumentParser
import Fixtures
import Foundation
import Lexicon
import Providers

struct ProvidersCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check manifests, and replay their languages' recorded pages.",
        discussion: """
            Every fault of every manifest is listed with its file, line and key. Where there is none, each recorded page \
            is read and compared with what is expected of it, and what the recorded pages leave unproven is told.

            --learn writes into each manifest, as expect, what answers of its sources have at least, by what the recorded \
            pages have: a worker tells when a site falls below that.

            Exit code: 0 all well, 1 a page is read differently, 78 a manifest is wrong.

              dico providers check
              dico providers check fr en
              dico providers check --learn fr
            """)

    @OptionGroup var strictness: Strictness
    @OptionGroup var dictionaries: CatalogueOptions
    @OptionGroup var recorded: FixtureOptions
    @OptionGroup var log: LogOptions

    @Flag(help: "Write what the recorded pages lead one to expect into the manifests.")
    var learn = false

    @Argument(help: "The languages; all where none is named.", completion: .languages)
    var languages: [String] = []

    func run() async throws {
        let logger = log.logger("dico", level: .error)
        let store = try recorded.store(of: dictionaries.manifests)
        let catalogue = try dictionaries.withoutPages(logger: logger)
        let codes = try languages.isEmpty ? catalogue.languages.map(\.code) : languages.map(catalogue.code(named:))
        let verifier = try Verifier(
            store: store, providers: dictionaries.providers, limits: dictionaries.reading.limits, logger: logger)
        var isWell = true
        var seen: Set<Fixture> = []
        for language in catalogue.languages where codes.contains(language.code) {
            say("\(language.code)  \(language.name): the manifest is in order")
            for (place, source) in language.sources.enumerated() {
                let fixtures = try store.fixtures(language: language.code, source: source.id)
                seen.formUnion(fixtures)
                let differing = await verifier.report(on: fixtures)
                isWell = isWell && differing == 0
                let verdict = differing == 0 ? "all read as expected" : "\(differing) read differently"
                say("    \(source.id): \(fixtures.count) recorded pages, \(verdict)")
                let fields = try catalogue.fields(language: language.code, source: source.id)
                if learn { try self.learn(from: fixtures, language.code, place, catalogue) }
                let manifest = catalogue.manifest(of: language.code) ?? ""
                let unmatched = verifier.unmatchedPatterns(on: fixtures).map {
                    "\($0.key) matches nothing on any recorded page: \($0.pattern)"
                }
                for gap in FixtureGaps.gaps(in: fixtures, fields: fields) + unmatched {
                    say(FixtureFinding(file: manifest, message: "\(gap) (\(source.id))", isWarning: true).description)
                    isWell = isWell && !strictness.isStrict
                }
            }
        }
        if languages.isEmpty {
            let orphans = try store.fixtures().filter { !seen.contains($0) }
            isWell = await verifier.report(on: orphans) == 0 && isWell
        }
        if !isWell { throw ExitCode(1) }
    }

    /// Writes the floors that recorded answers suggest into the manifest.
    private func learn(
        from fixtures: [Fixture], _ language: String, _ place: Int, _ catalogue: Catalogue
    ) throws {
        let answers = fixtures.compactMap { try? $0.expectation() }.filter { $0.outcome == .found }.map(\.entries)
        let floors = FieldFloors(learntFrom: answers)
        guard !floors.isEmpty, let file = catalogue.manifest(of: language) else { return }
        do {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            guard let changed = ManifestText(text).setting(floors.yaml, ofSourceAt: place), changed != text else {
                return
            }
            try changed.write(toFile: file, atomically: true, encoding: .utf8)
            say("        learnt: \(floors.yaml)")
        } catch {
            throw Failure("\(file) cannot be written: \(systemReason(of: error))", code: .noInput)
        }
    }
}

/// Whether what only leaves something unproven is a fault.
struct Strictness: ParsableArguments {
    @Flag(name: .customLong("strict"), help: "Warnings fail, too.")
    var isStrict = false
}

extension Verifier {
    /// Replays `fixtures`, prints what differs, and returns the number of those that do.
    func report(on fixtures: [Fixture]) async -> Int {
        var differing = 0
        for fixture in fixtures {
            let findings = await verify(fixture).findings
            if !findings.isEmpty { differing += 1 }
            for finding in findings { say(finding.description) }
        }
        return differing
    }
}
