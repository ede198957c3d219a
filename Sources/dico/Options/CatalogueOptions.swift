import Answers
import ArgumentParser
import Fixtures
import Logging
import Providers
import Web

/// The dictionaries, where their pages come from no site.
struct CatalogueOptions: ParsableArguments {
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var reading: ReadingOptions

    /// The folder of the languages' manifests.
    var providers: String { manifests.folder }

    /// The dictionaries over what `fetcher` brings.
    func load(
        over fetcher: any PageFetcher, pacing: PacedFetcher? = nil, quarantine: Quarantine? = nil,
        keeping: AnswerKeeping = AnswerKeeping(), logger: Logger
    ) throws -> Catalogue {
        try Catalogue(
            directory: providers, fetcher: fetcher, pacing: pacing, keeping: keeping, limits: reading.limits,
            unread: quarantine.map { kept in { @Sendable in kept.keep($0) } }, logger: logger)
    }

    /// The dictionaries where no page is ever fetched: what is read comes from files.
    func withoutPages(logger: Logger) throws -> Catalogue { try load(over: NoFetcher(), logger: logger) }
}
