import Extraction
import Foundation
import Lexicon

/// The folder that holds a folder for each language, each with its `provider.yaml`.
struct ManifestFolder {
    static let fileName = "provider.yaml"

    /// The path as it was given, with which messages begin.
    let path: String

    /// All languages, sorted by code; throws every fault of every manifest at once.
    func languages() throws(ManifestFaults) -> [Language] {
        var languages: [Language] = []
        var faults: [ManifestFault] = []
        let parts = SharedPartFolder(path: "\(path)/\(SharedPartFolder.name)")
        for file in try files() {
            switch Self.read(file, using: parts) {
            case .success(let language): languages.append(language)
            case .failure(let found): faults += found.faults
            }
        }
        // What is wrong with a part is so for everybody who uses it.
        faults = faults.unique
        if faults.isEmpty { faults = Self.clashes(of: languages, in: path) }
        guard faults.isEmpty else { throw ManifestFaults(faults) }
        return languages.sorted { $0.code < $1.code }
    }

    private func files() throws(ManifestFaults) -> [String] {
        let manager = FileManager.default
        let names: [String]
        do {
            names = try manager.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw fault("there is no such folder of manifests, or it cannot be read (--providers DIR)")
        }
        let files = names.map { "\(path)/\($0)/\(Self.fileName)" }.filter { manager.fileExists(atPath: $0) }
        guard !files.isEmpty else {
            throw fault("no language in here: expected folders that hold a \(Self.fileName) each (--providers DIR)")
        }
        return files
    }

    private func fault(_ message: String) -> ManifestFaults {
        ManifestFaults([ManifestFault(file: path, message: message)])
    }

    static func read(_ file: String, using parts: any SharedParts) -> Result<Language, ManifestFaults> {
        let notes = ManifestSection.Notes(file: file, parts: parts)
        var language: Language?
        do throws(ManifestFile.Fault) {
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw ManifestFile.Fault(
                    message: "cannot be read: it has to be a file that this user may read", line: nil)
            }
            let mapping = try ManifestFile.mapping(in: bytes, expected: "a mapping with language, name and sources")
            language = Language(
                ManifestSection(mapping, path: "", notes: notes),
                folder: (file as NSString).deletingLastPathComponent)
        } catch {
            notes.note(error.message, line: error.line)
        }
        guard let language, notes.faults.isEmpty else {
            return .failure(ManifestFaults(notes.faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) }))
        }
        return .success(language)
    }

    /// What two manifests may not both say.
    private static func clashes(of languages: [Language], in path: String) -> [ManifestFault] {
        var owners: [LanguageName: String] = [:]
        var faults: [ManifestFault] = []
        for language in languages {
            for name in language.summary.names {
                if let owner = owners[name] {
                    faults.append(
                        ManifestFault(
                            file: path, message: "\"\(name)\" stands for two languages: \(owner) and \(language.folder)"
                        ))
                }
                owners[name] = language.folder
            }
        }
        return faults.sorted { $0.message < $1.message }
    }
}
