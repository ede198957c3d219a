import ArgumentParser
import Fixtures
import Lexicon
import Providers

struct FixturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixtures", abstract: "Replay recorded pages, and record new ones.",
        subcommands: [Verify.self, Record.self, FixturesAdopt.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read every recorded page and compare with what is expected of it.",
            discussion: """
                --update makes what is read today the expectation: read every page that it names before you keep that.

                Exit code: 0 all as expected, 1 something differs.

                  dico fixtures verify
                  dico fixtures verify --language fr --source wiktionary --word nuage
                """)

        @Option(help: "Only this language.")
        var language: String?

        @Option(help: ArgumentHelp("Only this source.", valueName: "id"))
        var source: String?

        @Option(help: "Only this word.")
        var word: String?

        @Flag(help: "Rewrite the expectations that differ.")
        var update = false

        @OptionGroup var dictionaries: ProviderOptions
        @OptionGroup var recorded: FixtureOptions
        @OptionGroup var log: LogOptions

        func run() async throws {
            let logger = log.logger("dico", level: .error)
            let store = try recorded.store()
            let code = try language.map {
                try dictionaries.replaying(recorded.fixtures, logger: logger).catalogue.code(named: $0)
            }
            let fixtures = try store.fixtures(language: code, source: source, word: word)
            guard !fixtures.isEmpty else {
                throw Failure("\(recorded.fixtures): there is no such recorded page.", code: .noInput)
            }
            let verifier = try Verifier(store: store, providers: dictionaries.providers, logger: logger)
            if update { return try await rewrite(fixtures, by: verifier) }
            let differing = await verifier.report(on: fixtures)
            say("\(fixtures.count) recorded pages, \(differing) read differently")
            if differing > 0 { throw ExitCode(1) }
        }

        private func rewrite(_ fixtures: [Fixture], by verifier: Verifier) async throws {
            let differing = await verifier.report(on: fixtures)
            var rewritten = 0
            for fixture in fixtures where try await verifier.update(fixture) {
                say("REWRITTEN: \(fixture.folder)/expected.json")
                rewritten += 1
            }
            guard rewritten > 0 else { return say("\(fixtures.count) recorded pages, nothing to rewrite") }
            complain("dico: \(rewritten) expectations were rewritten: read each against its page before you keep it.")
            if differing > rewritten { throw ExitCode(1) }
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record what the sites of a language answer for words.",
            discussion: """
                Each source is asked once, with all manners, and its answer becomes a folder that can be replayed. What \
                was read off it becomes the expectation: read the page yourself before you trust that.

                  dico fixtures record fr nuage --contact you@example.org
                """)

        @Option(help: ArgumentHelp("Only this source; may be repeated.", valueName: "id"))
        var source: [String] = []

        @Flag(help: "Write over what is recorded already.")
        var replace = false

        @OptionGroup var dictionaries: ProviderOptions
        @OptionGroup var recorded: FixtureOptions
        @OptionGroup var log: LogOptions

        @Argument(help: "The language: its code or another of its names.")
        var language: String

        @Argument(help: "The words.")
        var words: [String]

        func validate() throws {
            guard !words.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
                throw ValidationError("A word is empty: expected words to record.")
            }
        }

        func run() async throws {
            let logger = log.logger("dico", level: .warning)
            let loaded = try dictionaries.load(logger: logger)
            let code = try loaded.catalogue.code(named: language)
            let recorder = try Recorder(
                store: recorded.storeForWriting(), providers: dictionaries.providers, fetcher: loaded.fetcher,
                logger: logger)
            var isComplete = true
            for word in words {
                let term = LookupRequest(word: word, form: .full).term
                for recording in try await recorder.record(
                    term, language: code, sources: source.isEmpty ? nil : source, replacing: replace)
                {
                    show(recording)
                    isComplete = isComplete && recording.failure == nil
                }
            }
            if !isComplete { throw ExitCode.lookupFailed }
        }

        private func show(_ recording: Recorder.Recording) {
            if let failure = recording.failure { return say("\(recording.fixture.name): not recorded: \(failure)") }
            let count = recording.reading.entries.count
            say("\(recording.fixture.folder): \(recording.reading.outcome.rawValue), \(count) entries")
            say("    Read the page and mend expected.json by hand: it holds what today's manifest makes of it.")
        }
    }
}
