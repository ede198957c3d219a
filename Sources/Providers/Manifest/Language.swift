import Extraction
import Lexicon
import Web

/// A language that can be asked: what its manifest says.
struct Language: Sendable {
    var code: String
    var name: String
    /// Other names people give it, in lower case.
    var aliases: [String]
    /// In the order they are tried.
    var sources: [Source]
    /// The folder that its manifest lies in.
    var folder: String

    var summary: LanguageSummary {
        var summary = LanguageSummary(code: code, name: name, aliases: aliases, sources: sources.map(\.credit))
        summary.lifetimes = Dictionary(uniqueKeysWithValues: sources.map { ($0.credit.id, $0.lifetimes) })
        return summary
    }
}

extension Language {
    /// Reads a manifest. Every fault is noted on `section`; what comes back is of use only where there was none.
    init(_ section: ManifestSection, folder: String) {
        self.folder = folder
        code = section.requiredText("language", expected: "the code used in topics, such as fr")
        if !code.isEmpty, !Self.isCode(code) {
            section.fault("language", "expected \(Self.codeForm), found \"\(code.prefix(80))\"")
        }
        name = section.requiredLine("name", expected: "the language's name in English")
        aliases = section.lines("aliases").map { $0.lowercased() }
        for name in [name] + aliases where name.utf8.count > RequestLimits.nameBytes {
            section.fault(
                name == self.name ? "name" : "aliases",
                "nobody can ask for a name of more than \(RequestLimits.nameBytes) bytes: expected a shorter one")
        }
        let manifests = section.sections("sources", mayUse: true)
        if manifests.isEmpty { section.missing("sources", expected: "a list of at least one source") }
        sources = []
        for manifest in manifests {
            guard let source = Source(manifest, language: code) else { continue }
            if sources.contains(where: { $0.credit.id == source.credit.id }) {
                manifest.fault("id", "there is another source \"\(source.credit.id)\"")
            }
            sources.append(source)
        }
        section.finish()
    }

    static let codeForm = "a letter from a to z, then letters, digits and hyphens, \(longestCode) at most"

    private static let longestCode = 64

    /// Codes and ids stand in topics, whose names have 249 characters at most, and in paths.
    static func isCode(_ text: String) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return text.utf8.first.map(letters.contains) == true && text.utf8.count <= longestCode
            && text.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
    }
}
