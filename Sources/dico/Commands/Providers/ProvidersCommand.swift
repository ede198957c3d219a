import Answers
import ArgumentParser
import Providers

struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers", abstract: "See, check and write the languages' manifests.",
        subcommands: [
            ProvidersList.self, ProvidersCheck.self, ProvidersNew.self, ProvidersTry.self, ProvidersWatch.self,
            ProvidersSchema.self,
        ])
}

struct ProvidersList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the languages and their sources.")

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var log: LogOptions

    func run() throws {
        let catalogue = try Catalogue(
            directory: manifests.folder, fetcher: NoFetcher(), keeping: .nothing,
            logger: log.logger("dico", level: .error))
        for language in catalogue.languages {
            let names = language.aliases.isEmpty ? "" : " (\(language.aliases.joined(separator: ", ")))"
            say("\(language.code)  \(language.name)\(names)")
            for source in language.sources {
                let isUntried = try catalogue.isUntried(language: language.code, source: source.id)
                let credit = [
                    source.id, source.name, source.url, source.license,
                    isUntried ? "(only tried on composed pages)" : nil,
                ].compactMap(\.self)
                say("    \(credit.joined(separator: "  "))")
            }
        }
        let count = catalogue.languages.count == 1 ? "1 language" : "\(catalogue.languages.count) languages"
        say("\(count), by the manifests in \(manifests.folder) (\(manifests.origin.rawValue))")
    }
}
