import ArgumentParser
import Fixtures
import Foundation
import Lexicon
import Providers

struct FixturesAdopt: AsyncParsableCommand, TakesWords {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Turn pages that a worker could not read into recorded pages.",
        discussion: """
            Names what is in the quarantine, or adopts what is named: a page that today's manifest reads becomes a \
            recorded page, with what was read as the expectation (read the page yourself before you trust that), and \
            leaves the quarantine. One that still cannot be read is refused: mend the manifest first, or keep the page \
            with --as-changed as an example of mark-up that changed.

            Exit code: 0 all adopted, 1 some not.

              dico fixtures adopt --quarantine unread
              dico fixtures adopt --quarantine unread fr wiktionary nuage
              dico fixtures adopt --quarantine unread --all
            """)

    @Option(help: ArgumentHelp("The folder of pages that could not be read.", valueName: "dir"))
    var quarantine: String?

    @Flag(help: "Adopt all that is kept.")
    var all = false

    @Flag(help: "Adopt also what cannot be read, with that as the expectation.")
    var asChanged = false

    @Flag(help: "Write over what is recorded already.")
    var replace = false

    @OptionGroup var dictionaries: CatalogueOptions
    @OptionGroup var recorded: FixtureOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The language: its code or another of its names.", completion: .languages)
    var language: String?

    @Argument(help: "The source's id.", completion: .sources)
    var source: String?

    @Argument(help: HyphenWords.help("The word."), transform: HyphenWords.word)
    var word: String?

    func validate() throws {
        if language != nil {
            guard word != nil else {
                throw ValidationError("Expected LANGUAGE SOURCE WORD, or --all, or neither to see what is kept.")
            }
            guard !all else { throw ValidationError("--all leaves nothing to name: expected it alone.") }
        } else if !all {
            try GivenOptions.refuse(
                ["--as-changed", "--replace", "--fixtures", "--read-budget"],
                "where nothing is adopted: name a page, or --all")
        }
    }

    func run() async throws {
        guard let directory = quarantine ?? Settings.string("quarantine") else {
            throw Failure("No quarantine is named: set --quarantine DIR, as the worker has it.", code: .usage)
        }
        let folder = try QuarantineFolder(directory: directory)
        guard all || language != nil else { return show(try folder.lookups()) }
        let kept = try chosen(from: folder)
        guard !kept.isEmpty || all else {
            throw Failure("\(directory): no such page is kept: dico fixtures adopt names those.", code: .noInput)
        }
        let adopter = try Adopter(
            quarantine: folder, store: recorded.storeForWriting(), providers: dictionaries.providers,
            limits: dictionaries.reading.limits, logger: log.logger("dico", level: .error))
        var adopted = 0
        for lookup in kept {
            do {
                let (fixture, reading) = try await adopter.adopt(lookup, asChanged: asChanged, replacing: replace)
                say("\(fixture.folder): \(reading.outcome.rawValue), \(reading.entries.count) entries")
                adopted += 1
            } catch {
                complain("dico: \(printable("\(error)"))")
            }
        }
        say("\(adopted) of \(kept.count) adopted")
        if adopted > 0 { say("    Read each page and mend its expected.json by hand.") }
        if adopted < kept.count { throw ExitCode.failure }
    }

    private func chosen(from folder: QuarantineFolder) throws -> [QuarantineFolder.Kept] {
        guard let language, let word else { return try folder.lookups() }
        let code = Languages(try Catalogue.languages(of: dictionaries.providers)).code(of: language)
        return try folder.lookups(
            language: code ?? language.lowercased(), source: source,
            word: LookupRequest(word: word, form: .full).term)
    }

    private func show(_ kept: [QuarantineFolder.Kept]) {
        for lookup in kept {
            let fixture = lookup.fixture
            say("\(fixture.language) \(fixture.source) \(printable(fixture.word))")
            say("    \(lookup.fetchedAt.formatted(.iso8601))  \(printable(lookup.explanation))")
        }
        if kept.isEmpty { say("Nothing is kept.") }
    }
}
