import ArgumentParser
import Extraction
import Fixtures
import Foundation
import Lexicon
import Providers
import Synchronization
import Web

struct ProvidersTry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Show what a manifest makes of one word's page.",
        discussion: """
            Fetches the word's page, or takes a saved one, and shows how often each selector of the manifest matches and \
            what its first match says, and then what the reply would be.

              dico providers try it casa --page casa.html
              dico providers try it casa --contact you@example.org
            """)

    @Option(help: ArgumentHelp("Only this source.", valueName: "id"))
    var source: String?

    @Option(help: ArgumentHelp("A saved page, instead of fetching one.", valueName: "file"), completion: .file())
    var page: String?

    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The language: its code or another of its names.")
    var language: String

    @Argument(help: "The word.")
    var word: String

    func validate() throws {
        guard !word.allSatisfy(\.isWhitespace) else { throw ValidationError("The word is empty.") }
    }

    func run() async throws {
        let logger = log.logger("dico", level: .error)
        let loaded = try dictionaries.load(logger: logger)
        let code = try loaded.catalogue.code(named: language)
        let fetcher = RecordingFetcher(try page.map(SavedPage.init(path:)) ?? loaded.fetcher)
        let catalogue = try Catalogue(
            directory: dictionaries.providers, fetcher: fetcher, keeping: .nothing, logger: logger)
        let known = catalogue.languages.first { $0.code == code }?.sources.map(\.id) ?? []
        let term = LookupRequest(word: word, form: .full).term
        for id in source.map({ [$0] }) ?? (page == nil ? known : Array(known.prefix(1))) {
            say("\(code)/\(id)")
            _ = try catalogue.fields(language: code, source: id)
            let reply = await catalogue.lookup(Query(word: term, language: code, sources: [id]))
            for page in fetcher.takePages(of: "\(code)/\(id)") where !page.body.isEmpty {
                say("  \(page.finalURL)\n  HTTP \(page.status), \(page.body.count) bytes\n")
                show(try catalogue.probe(page, word: term, language: code, source: id))
            }
            say("\n  The reply: \(reply.outcome.rawValue)\n")
            ReplyOutput(asJSON: false).show(reply)
        }
    }

    private func show(_ probes: [Probe]) {
        for probe in probes {
            let sample = probe.sample.map { "  “\($0.prefix(60))\($0.count > 60 ? "…" : "")”" } ?? ""
            say("  \(probe.matches) × \(probe.key): \(probe.pattern)\(sample)")
        }
    }
}

/// A saved page, which stands for the first page that is asked for. There are no others.
private final class SavedPage: PageFetcher {
    private let body: [UInt8]
    private let isTaken = Mutex(false)

    init(path: String) throws {
        do {
            body = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw Failure("\(path) cannot be read: \((error as NSError).localizedDescription)", code: .noInput)
        }
    }

    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let isFirst = isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        return isFirst ? Page(url: request.url, body: body) : Page(url: request.url, status: 404, body: [])
    }
}
