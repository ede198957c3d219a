import ArgumentParser
import Foundation
import Lexicon
import Providers

/// Which folder has the languages' manifests: the one that is named, the one that is here, the one that was installed.
struct ManifestOptions: ParsableArguments {
    @Option(
        name: .customLong("providers"),
        help: ArgumentHelp(
            "The folder of the languages' manifests. (default: providers, where it is here, or those that came with dico)",
            valueName: "dir"),
        completion: .directory)
    private var given: String?

    var folder: String { Self.choice(given).folder }

    /// Who named it, for people.
    var origin: Origin { Self.choice(given).origin }

    /// The languages that they are of.
    func languages() throws -> Languages { Languages(try Catalogue.languages(of: folder)) }

    enum Origin: String {
        case option = "--providers"
        case environment = "DICO_PROVIDERS"
        case settings = "DICO_CONFIG"
        case here = "in this folder"
        case installed = "installed with dico"
    }

    /// - Parameter given: What the command line says.
    static func choice(_ given: String?) -> (folder: String, origin: Origin) {
        if let given { return (given, .option) }
        if let set = Settings.string("providers") {
            let isExported = ProcessInfo.processInfo.environment["DICO_PROVIDERS"] != nil
            return (set, isExported ? .environment : .settings)
        }
        if let installed = Installed.providers, !Installed.isFolder(here) { return (installed, .installed) }
        return (here, .here)
    }

    private static let here = "providers"
}
