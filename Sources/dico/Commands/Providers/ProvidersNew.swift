import ArgumentParser
import Fixtures
import Foundation
import Providers

struct ProvidersNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a language: a commented manifest, and a folder for its recorded pages.",
        discussion: """
            The manifest begins with the language's edition of Wiktionary; what it says of the edition's headings is a \
            guess to be mended. Then: dico providers try, dico fixtures record, dico providers check.

              dico providers new it
            """)

    @Option(help: ArgumentHelp("The folder of the languages' manifests.", valueName: "dir"))
    var providers = Settings.value("providers", default: "providers")

    @OptionGroup var recorded: FixtureOptions

    @Argument(help: "The language's code, as it is used in topics: two or three letters.")
    var code: String

    func run() throws {
        let letters = code.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        guard letters, (2...3).contains(code.utf8.count) else {
            throw Failure(
                "\"\(code)\" is no language code: expected two or three letters a to z, such as it.", code: .usage)
        }
        let folder = "\(providers)/\(code)"
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw Failure("\(folder) is there already.", code: .usage)
        }
        let file = "\(folder)/provider.yaml"
        do {
            for path in [folder, "\(recorded.fixtures)/\(code)"] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            try NewManifest(code: code).text.write(toFile: file, atomically: true, encoding: .utf8)
        } catch {
            throw Failure("\(folder) cannot be written: \((error as NSError).localizedDescription)", code: .noInput)
        }
        say("\(file): name the edition's headings; every key is told in providers/README.md.")
        say("dico providers try \(code) WORD --page FILE shows what it makes of a saved page.")
        say("dico fixtures record \(code) WORD records pages into \(recorded.fixtures)/\(code).")
        say("dico providers check \(code) tells what is still missing.")
    }
}
