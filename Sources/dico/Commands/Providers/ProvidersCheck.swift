import ArgumentParser
import Fixtures
import Lexicon
import Providers

struct ProvidersCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check manifests, and replay their languages' recorded pages.",
        discussion: """
            Every fault of every manifest is listed with its file, line and key. Where there is none, each recorded page \
            is read and compared with what is expected of it, and what the recorded pages leave unproven is told.

            Exit code: 0 all well, 1 a page is read differently, 78 a manifest is wrong.

              dico providers check
              dico providers check fr en
            """)

    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var recorded: FixtureOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The languages; all where none is named.")
    var languages: [String] = []

    func run() async throws {
        let logger = log.logger("dico", level: .error)
        let store = try recorded.store()
        let catalogue = try dictionaries.replaying(recorded.fixtures, logger: logger).catalogue
        let codes = try languages.isEmpty ? catalogue.languages.map(\.code) : languages.map(catalogue.code(named:))
        let verifier = try Verifier(store: store, providers: dictionaries.providers, logger: logger)
        var isWell = true
        for language in catalogue.languages where codes.contains(language.code) {
            say("\(language.code)  \(language.name): the manifest is in order")
            for source in language.sources {
                let fixtures = try store.fixtures(language: language.code, source: source.id)
                let differing = await verifier.report(on: fixtures)
                isWell = isWell && differing == 0
                let verdict = differing == 0 ? "all read as expected" : "\(differing) read differently"
                say("    \(source.id): \(fixtures.count) recorded pages, \(verdict)")
                let fields = try catalogue.fields(language: language.code, source: source.id)
                for gap in try FixtureGaps.gaps(in: fixtures, fields: fields) { say("        warning: \(gap)") }
            }
        }
        if !isWell { throw ExitCode(1) }
    }
}

extension Verifier {
    /// Replays `fixtures`, prints each that differs, and returns their number.
    func report(on fixtures: [Fixture]) async -> Int {
        var differing = 0
        for fixture in fixtures {
            let verification = await verify(fixture)
            guard !verification.isAsExpected else { continue }
            differing += 1
            say("\(fixture.name) is read differently (- expected, + found):")
            for line in verification.differences { say("  \(line)") }
        }
        return differing
    }
}
