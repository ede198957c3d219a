import ArgumentParser
import Fixtures
import Lexicon
import Providers

struct ProvidersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers", abstract: "See and check the languages' manifests.",
        subcommands: [List.self, Check.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the languages and their sources.")

        @OptionGroup var dictionaries: ProviderOptions
        @OptionGroup var log: LogOptions

        func run() throws {
            let catalogue = try dictionaries.load(logger: log.logger("dico", level: .error)).catalogue
            for language in catalogue.languages {
                let names = language.aliases.isEmpty ? "" : " (\(language.aliases.joined(separator: ", ")))"
                say("\(language.code)  \(language.name)\(names)")
                for source in language.sources {
                    say(
                        "    \([source.id, source.name, source.url, source.license].compactMap(\.self).joined(separator: "  "))"
                    )
                }
            }
        }
    }
}
