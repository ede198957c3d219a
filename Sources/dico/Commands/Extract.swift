import ArgumentParser
import Foundation
import Lexicon
import Providers
import Web

struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the entries off a saved page and print the full reply as JSON.",
        discussion: """
            Exit code 0 whenever the page could be judged, whatever the outcome.

              dico extract --language fr --source wiktionary --word nuage page.html
            """)

    @Option(name: [.short, .long], help: "The language: its code or another of its names.", completion: .languages)
    var language: String

    @Option(
        name: [.short, .long], help: ArgumentHelp("The source whose rules read the page.", valueName: "id"),
        completion: .sources)
    var source: String

    @Option(parsing: .unconditional, help: "The word that the page was fetched for.")
    var word: String

    @Option(help: "The HTTP status that the page came with.")
    var status = 200

    @OptionGroup var dictionaries: CatalogueOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The saved page; - reads the standard input.", completion: .file())
    var file: String

    func run() throws {
        let logger = log.logger("dico", level: .error)
        let catalogue = try dictionaries.withoutPages(logger: logger)
        let code = try catalogue.code(named: language)
        var reply = try catalogue.judge(
            body: try SavedPage.read(file), status: status, word: normalForm(of: word), language: code, source: source)
        reply.word = word
        say(String(decoding: reply.encoded(as: .full), as: UTF8.self))
    }
}
