import ArgumentParser
import Fixtures
import Foundation
import Lexicon
import Providers

struct ProvidersNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a language: a commented manifest, and a folder for its recorded pages.",
        discussion: """
            The manifest begins with the language's edition of Wiktionary, or with what --layout says the pages look like; \
            what it says of headings is a guess to be mended. --from begins with what another language's manifest says. \
            Then: dico providers try, dico fixtures record, dico providers check.

              dico providers new it
              dico providers new ro --layout definition-list
              dico providers new gl --from pt
            """)

    @OptionGroup var manifests: ManifestOptions

    @Option(help: "What the pages look like: ordered-list, captioned-blocks, definition-list, selectors or json.")
    var layout: NewManifest.Shape = .orderedList

    @Option(help: ArgumentHelp("Begin with what this language's manifest says.", valueName: "code"))
    var from: String?

    @OptionGroup var recorded: FixtureOptions

    @Argument(help: "The language's code, as it is used in topics: two or three letters.")
    var code: String

    private var providers: String { manifests.folder }

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
        let text = try text()
        let file = "\(folder)/provider.yaml"
        let schema = "\(providers)/provider.schema.json"
        do {
            for path in [folder, "\(recorded.folderForWriting)/\(code)"] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            // The manifest's first line points at it.
            if !FileManager.default.fileExists(atPath: schema) {
                try (ProvidersSchema.text + "\n").write(toFile: schema, atomically: true, encoding: .utf8)
            }
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        } catch {
            throw Failure("\(folder) cannot be written: \(systemReason(of: error))", code: .noInput)
        }
        say("\(file): name what the site calls things; every key is told in dico's providers/README.md.")
        say("dico providers try \(code) WORD --page FILE shows what it makes of a saved page.")
        say("dico fixtures record \(code) WORD records pages into \(recorded.folderForWriting)/\(code).")
        say("dico providers check \(code) tells what is still missing.")
    }

    private func text() throws -> String {
        let new = NewManifest(code: code, shape: layout)
        guard let from else { return new.text }
        let file = "\(providers)/\(from)/provider.yaml"
        guard let other = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Failure(
                "\(file) is not there, or cannot be read: --from names a language of \(providers).", code: .usage)
        }
        return new.text(from: other, of: from)
    }
}

extension NewManifest.Shape: ExpressibleByArgument {}
