import ArgumentParser
import Extraction
import Fixtures
import Foundation
import Lexicon
import Providers
import Web

struct ProvidersTry: AsyncParsableCommand, TakesWords {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Show what a manifest makes of one word's page.",
        discussion: """
            Fetches the word's page, or takes a saved one, and shows how often each selector of the manifest matches \
            where it is used and what its first match says, what of the page was passed over, and then what the reply \
            would be.

              dico providers try it casa --page casa.html
              dico providers try it casa --page - < casa.html
              dico providers try it --contact you@example.org -- -ino
            """)

    @Option(help: ArgumentHelp("Only this source.", valueName: "id"), completion: .sources)
    var source: String?

    @Option(
        help: ArgumentHelp("A saved page, instead of fetching one; - reads the standard input.", valueName: "file"),
        completion: .file())
    var page: String?

    @Option(help: "The HTTP status that the saved page came with.")
    var status = 200

    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The language: its code or another of its names.", completion: .languages)
    var language: String

    @Argument(help: HyphenWords.help("The word."), transform: HyphenWords.word)
    var word: String

    func validate() throws {
        try SavedPage.refuseIgnored(by: page)
        guard !normalForm(of: word).isEmpty else { throw ValidationError("The word is empty.") }
    }

    func run() async throws {
        let logger = log.logger("dico", level: .error)
        let loaded = try dictionaries.load(logger: logger)
        let code = try loaded.catalogue.code(named: language)
        let fetcher = RecordingFetcher(try page.map { try SavedPage(path: $0, status: status) } ?? loaded.fetcher)
        let catalogue = try dictionaries.catalogue.load(over: fetcher, keeping: .nothing, logger: logger)
        let known = catalogue.languages.first { $0.code == code }?.sources.map(\.id) ?? []
        let term = LookupRequest(word: word, form: .full).term
        for id in source.map({ [$0] }) ?? (page == nil ? known : Array(known.prefix(1))) {
            say("\(code)/\(id)")
            _ = try catalogue.fields(language: code, source: id)
            let reply = await catalogue.lookup(LookupQuery(word: term, language: code, sources: [id]))
            for page in fetcher.takePages(of: "\(code)/\(id)") where !page.body.isEmpty {
                say("  \(page.finalURL)\n  HTTP \(page.status), \(page.body.count) bytes\n")
                let trial = try catalogue.trial(of: page, word: term, language: code, source: id)
                for line in TrialText(trial: trial).lines { say(line.isEmpty ? "" : "  \(line)") }
            }
            say("\n  The reply: \(reply.outcome.rawValue)\n")
            ReplyOutput(asJSON: false).show(reply)
        }
    }
}
