import Answers
import ArgumentParser
import Fixtures
import Foundation
import Logging
import Providers
import Web

/// Which dictionaries there are, and where their pages come from.
struct ProviderOptions: ParsableArguments {
    /// The options that are of no use to a process that others answer.
    static let ofPages = ofFetching + ["--read-budget"]
    /// Those that are of no use where the page is at hand.
    static let ofFetching = ["--replay", "-r"] + ofSites
    private static let ofSites =
        [
            "--contact", "--max-page", "--first-byte-timeout", "--page-timeout", "--max-redirects", "--proxy",
            "--ca-file",
        ]

    @OptionGroup var catalogue: CatalogueOptions

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Answer from the recorded pages of this folder and ask no site.", valueName: "dir"),
        completion: .directory)
    private var replay: String?

    @Option(
        help: ArgumentHelp(
            "A web or mail address at which sites can reach you; it goes into the User-Agent.", valueName: "address"))
    private var contact: String?

    @OptionGroup private var fetching: FetchOptions

    var manifests: ManifestOptions { catalogue.manifests }

    /// The folder of the languages' manifests.
    var providers: String { catalogue.providers }

    var replayFolder: String? { replay ?? Settings.string("replay") }

    func validate() throws {
        if replayFolder != nil {
            try GivenOptions.refuse(Self.ofSites, "with recorded pages (--replay): no site is asked")
        }
    }

    /// The dictionaries, and what brings their pages.
    struct Loaded {
        let catalogue: Catalogue
        let fetcher: any PageFetcher
    }

    /// - Parameters:
    ///   - quarantine: Where pages go that cannot be read; nil to keep none.
    ///   - keeping: What is kept of answers beside those at hand.
    func load(
        keepingUnreadIn quarantine: Quarantine? = nil, keeping: AnswerKeeping = AnswerKeeping(), logger: Logger
    ) throws -> Loaded {
        if let replayFolder {
            let fetcher = try ReplayFetcher(FixtureStore(directory: replayFolder))
            return Loaded(
                catalogue: try catalogue.load(
                    over: fetcher, quarantine: quarantine, keeping: keeping, logger: logger), fetcher: fetcher)
        }
        let fetcher = try PoliteFetcher(
            userAgent: UserAgent(contact: contact ?? Settings.string("contact")), limits: fetching.limits,
            access: fetching.access, logger: logger)
        return Loaded(
            catalogue: try catalogue.load(
                over: fetcher, pacing: fetcher.pacing, quarantine: quarantine, keeping: keeping, logger: logger),
            fetcher: fetcher)
    }
}

extension Catalogue {
    /// The code of the language that a person named; throws with the ones there are.
    func code(named name: String) throws -> String {
        if let code = code(of: name) { return code }
        let known = languages.map(\.code).joined(separator: ", ")
        throw Failure("There is no language \"\(name)\": expected one of \(known).", code: .usage)
    }
}
