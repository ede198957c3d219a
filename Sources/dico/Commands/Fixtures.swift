import ArgumentParser
import Fixtures
import Lexicon
import Logging
import Providers

struct FixturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixtures", abstract: "Replay recorded pages, and record new ones.",
        subcommands: [Verify.self, Record.self, FixturesAdopt.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read every recorded page and compare with what is expected of it.",
            discussion: """
                Every line of a fault begins with the file and the line. --format prints them for a build server; the \
                summary goes to the standard error then.

                --update makes what is read today the expectation: read every page that it names before you keep that.

                Exit code: 0 all as expected, 1 something differs.

                  dico fixtures verify
                  dico fixtures verify --language fr --source wiktionary --word nuage
                """)

        @Option(help: "Only this language.", completion: .languages)
        var language: String?

        @Option(help: ArgumentHelp("Only this source.", valueName: "id"), completion: .sources)
        var source: String?

        @Option(parsing: .unconditional, help: "Only this word.")
        var word: String?

        @Flag(help: "Rewrite the expectations that differ.")
        var update = false

        @Option(help: "How faults are printed: text, junit, github or json.")
        var format: FaultFormat = .text

        @OptionGroup var strictness: Strictness

        @OptionGroup var dictionaries: CatalogueOptions
        @OptionGroup var recorded: FixtureOptions
        @OptionGroup var log: LogOptions

        func validate() throws {
            if update {
                try GivenOptions.refuse(
                    ["--format", "--strict"], "with --update, which tells no faults but mends them")
            }
        }

        func run() async throws {
            let logger = log.logger("dico", level: .error)
            let store = try recorded.store(of: dictionaries.manifests)
            let code = try language.map {
                try dictionaries.withoutPages(logger: logger).code(named: $0)
            }
            let fixtures = try store.fixtures(language: code, source: source, word: word.map(normalForm))
            guard !fixtures.isEmpty else {
                throw Failure("\(store.directory): there is no such recorded page.", code: .noInput)
            }
            let verifier = try Verifier(
                store: store, providers: dictionaries.providers, limits: dictionaries.reading.limits, logger: logger)
            if update { return try await rewrite(fixtures, by: verifier) }
            var pages: [(name: String, faults: [FixtureFinding])] = []
            for fixture in fixtures { pages.append((fixture.name, await verifier.verify(fixture).findings)) }
            let differing = pages.count { !$0.faults.isEmpty }
            // Of one word alone, nobody can tell what is missing.
            let warnings = word == nil ? try gaps(in: fixtures, logger: logger) : []
            if strictness.isStrict || format != .text { pages.append(("gaps", warnings)) }
            for line in FaultReport(format: format, pages: pages).lines { say(line) }
            let summary = "\(fixtures.count) recorded pages, \(differing) read differently"
            if format == .text { say(summary) } else { complain(summary) }
            if differing > 0 || strictness.isStrict && !warnings.isEmpty { throw ExitCode(1) }
        }

        /// What the recorded pages of each source leave unproven.
        private func gaps(in fixtures: [Fixture], logger: Logger) throws -> [FixtureFinding] {
            let catalogue = try dictionaries.withoutPages(logger: logger)
            return Dictionary(grouping: fixtures) { "\($0.language)/\($0.source)" }.sorted { $0.key < $1.key }
                .flatMap { _, fixtures -> [FixtureFinding] in
                    guard let one = fixtures.first, let manifest = catalogue.manifest(of: one.language),
                        let fields = try? catalogue.fields(language: one.language, source: one.source)
                    else { return [] }
                    return FixtureGaps.gaps(in: fixtures, fields: fields).map {
                        FixtureFinding(file: manifest, message: "\($0) (\(one.source))", isWarning: true)
                    }
                }
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

    struct Record: AsyncParsableCommand, TakesWords {
        static let configuration = CommandConfiguration(
            abstract: "Record what the sites of a language answer for words.",
            discussion: """
                Each source is asked once, with all manners, and its answer becomes a folder that can be replayed. What \
                was read off it becomes the expectation: read the page yourself before you trust that.

                A page that was saved by hand is recorded by --page, with the status it came with and its address.

                  dico fixtures record fr nuage --contact you@example.org
                  dico fixtures record it casa --source wiktionary --page casa.html
                  dico fixtures record it zzz --source wiktionary --page none.html --status 404
                """)

        @Option(help: ArgumentHelp("Only this source; may be repeated.", valueName: "id"), completion: .sources)
        var source: [String] = []

        @Flag(help: "Write over what is recorded already.")
        var replace = false

        @Option(
            help: ArgumentHelp(
                "A saved page, instead of asking the site; - reads the standard input.", valueName: "file"),
            completion: .file())
        var page: String?

        @Option(help: "The HTTP status that the saved page came with.")
        var status = 200

        @Option(help: ArgumentHelp("Where the saved page came from in the end.", valueName: "address"))
        var url: String?

        @OptionGroup var dictionaries: ProviderOptions
        @OptionGroup var recorded: FixtureOptions
        @OptionGroup var log: LogOptions

        @Argument(help: "The language: its code or another of its names.", completion: .languages)
        var language: String

        @Argument(help: HyphenWords.help("The words."), transform: HyphenWords.word)
        var words: [String]

        func validate() throws {
            try SavedPage.refuseIgnored(by: page)
            guard !words.contains(where: { normalForm(of: $0).isEmpty }) else {
                throw ValidationError("A word is empty: expected words to record.")
            }
            guard page == nil || words.count == 1 else {
                throw ValidationError("--page is the page of one word, and there are \(words.count).")
            }
        }

        func run() async throws {
            let logger = log.logger("dico", level: .warning)
            let loaded = try dictionaries.load(logger: logger)
            let code = try loaded.catalogue.code(named: language)
            let recorder = try Recorder(
                store: recorded.storeForWriting(), providers: dictionaries.providers,
                fetcher: try page.map { try SavedPage(path: $0, status: status, url: url) } ?? loaded.fetcher,
                limits: dictionaries.catalogue.reading.limits, logger: logger)
            let first = loaded.catalogue.languages.first { $0.code == code }?.sources.first.map { [$0.id] }
            let sources = source.isEmpty ? page == nil ? nil : first : source
            var isComplete = true
            for word in words {
                let term = LookupRequest(word: word, form: .full).term
                for recording in try await recorder.record(
                    term, language: code, sources: sources, replacing: replace)
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
