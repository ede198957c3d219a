import Answers
import ArgumentParser
import Fixtures
import Foundation
import Logging
import Providers
import Web

/// Which dictionaries there are, and where their pages come from.
struct ProviderOptions: ParsableArguments {
    @OptionGroup var manifests: ManifestOptions

    @Option(
        help: ArgumentHelp("Answer from the recorded pages of this folder and ask no site.", valueName: "dir"),
        completion: .directory)
    private var replay: String?

    @Option(
        help: ArgumentHelp(
            "A web or mail address at which sites can reach you; it goes into the User-Agent.", valueName: "address"))
    private var contact: String?

    @Option(help: ArgumentHelp("What answers that are kept may take in memory; 0 keeps none.", valueName: "bytes"))
    private var cacheSize = Settings.value("cache-size", default: AnswerKeeping.memoryBytes)

    @OptionGroup private var fetching: FetchOptions
    @OptionGroup var reading: ReadingOptions

    /// The folder of the languages' manifests.
    var providers: String { manifests.folder }

    var replayFolder: String? { replay ?? Settings.string("replay") }

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
            return try replaying(replayFolder, keepingUnreadIn: quarantine, keeping: keeping, logger: logger)
        }
        let fetcher = try PoliteFetcher(
            userAgent: UserAgent(contact: contact ?? Settings.string("contact")), limits: fetching.limits,
            access: fetching.access, logger: logger)
        return try loaded(over: fetcher, pacing: fetcher.pacing, quarantine, keeping, logger: logger)
    }

    /// The dictionaries where no page is ever fetched: what is read comes from files.
    func withoutPages(logger: Logger) throws -> Catalogue {
        try Catalogue(directory: providers, fetcher: NoFetcher(), limits: reading.limits, logger: logger)
    }

    /// The dictionaries over the recorded pages of `folder`.
    func replaying(
        _ folder: String, keepingUnreadIn quarantine: Quarantine? = nil, keeping: AnswerKeeping = AnswerKeeping(),
        logger: Logger
    ) throws -> Loaded {
        try loaded(over: ReplayFetcher(FixtureStore(directory: folder)), quarantine, keeping, logger: logger)
    }

    /// The dictionaries for those who only look at what is kept: no site is ever asked.
    func asking(nobody keeping: AnswerKeeping, logger: Logger) throws -> Catalogue {
        try loaded(over: NoFetcher(), nil, keeping, logger: logger).catalogue
    }

    private func loaded(
        over fetcher: any PageFetcher, pacing: PacedFetcher? = nil, _ quarantine: Quarantine?,
        _ keeping: AnswerKeeping, logger: Logger
    ) throws -> Loaded {
        var keeping = keeping
        keeping.memoryBytes = max(0, cacheSize)
        return Loaded(
            catalogue: try Catalogue(
                directory: providers, fetcher: fetcher, pacing: pacing, keeping: keeping,
                limits: reading.limits,
                unread: quarantine.map { kept in { @Sendable in kept.keep($0) } }, logger: logger),
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
