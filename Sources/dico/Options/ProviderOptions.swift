import Answers
import ArgumentParser
import Fixtures
import Foundation
import Logging
import Providers
import Web

/// Which dictionaries there are, and where their pages come from.
struct ProviderOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the languages' manifests.", valueName: "dir"))
    var providers = Settings.value("providers", default: "providers")

    @Option(help: ArgumentHelp("Answer from the recorded pages of this folder and ask no site.", valueName: "dir"))
    private var replay: String?

    @Option(
        help: ArgumentHelp(
            "A web or mail address at which sites can reach you; it goes into the User-Agent.", valueName: "address"))
    private var contact: String?

    @Option(help: ArgumentHelp("What answers that are kept may take in memory; 0 keeps none.", valueName: "bytes"))
    private var cacheSize = Settings.value("cache-size", default: AnswerKeeping.memoryBytes)

    @Option(
        help: ArgumentHelp(
            "How long nobody asks a site again that refused a word, or whose page of it could not be read.",
            valueName: "seconds"))
    private var pause = Settings.value("pause", default: 300.0)

    @OptionGroup private var fetching: FetchOptions
    @OptionGroup var reading: ReadingOptions

    var replayFolder: String? { replay ?? Settings.string("replay") }

    /// The dictionaries, and what brings their pages.
    struct Loaded {
        let catalogue: Catalogue
        let fetcher: any PageFetcher
    }

    /// - Parameter quarantine: Where pages go that cannot be read; nil to keep none.
    func load(keepingUnreadIn quarantine: Quarantine? = nil, logger: Logger) throws -> Loaded {
        if let replayFolder { return try replaying(replayFolder, keepingUnreadIn: quarantine, logger: logger) }
        let fetcher = try PoliteFetcher(
            userAgent: UserAgent(contact: contact ?? Settings.string("contact")), limits: fetching.limits,
            access: fetching.access, logger: logger)
        return try loaded(over: fetcher, pacing: fetcher.pacing, quarantine, logger: logger)
    }

    /// The dictionaries over the recorded pages of `folder`.
    func replaying(
        _ folder: String, keepingUnreadIn quarantine: Quarantine? = nil, logger: Logger
    ) throws -> Loaded {
        try loaded(over: ReplayFetcher(FixtureStore(directory: folder)), quarantine, logger: logger)
    }

    private func loaded(
        over fetcher: any PageFetcher, pacing: PacedFetcher? = nil, _ quarantine: Quarantine?, logger: Logger
    ) throws -> Loaded {
        Loaded(
            catalogue: try Catalogue(
                directory: providers, fetcher: fetcher, pacing: pacing, keeping: keeping,
                limits: reading.limits,
                unread: quarantine.map { kept in { @Sendable in kept.keep($0) } }, logger: logger),
            fetcher: fetcher)
    }
}

extension ProviderOptions {
    /// What is kept of answers.
    private var keeping: AnswerKeeping {
        AnswerKeeping(memoryBytes: max(0, cacheSize), pause: .seconds(pause))
    }

    func validate() throws {
        guard pause >= 0, pause <= 86_400 else {
            throw ValidationError("--pause is \(pause): expected 0 to 86400 seconds.")
        }
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
