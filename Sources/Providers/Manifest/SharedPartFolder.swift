import Extraction
import Foundation

/// The folder of what several languages share, `_shared`: a file `NAME.yaml` for each part.
final class SharedPartFolder: SharedParts {
    static let name = "_shared"

    /// As it was given.
    private let path: String
    private var known: [String: Result<ManifestLayer, SharedPartFault>] = [:]

    init(path: String) {
        self.path = path
    }

    func part(_ name: String) throws(SharedPartFault) -> ManifestLayer {
        if let known = known[name] { return try known.get() }
        let read = Result { () throws(SharedPartFault) in try load(name) }
        known[name] = read
        return try read.get()
    }

    private func load(_ name: String) throws(SharedPartFault) -> ManifestLayer {
        guard Language.isCode(name) else {
            throw SharedPartFault("expected the name of a file in \(path), without .yaml, found \"\(name)\"")
        }
        let file = "\(path)/\(name).yaml"
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw SharedPartFault("there is no such part, or it cannot be read: expected \(file)")
        }
        do throws(ManifestFile.Fault) {
            return ManifestLayer(try ManifestFile.mapping(in: bytes, expected: "a mapping of settings"), file: file)
        } catch {
            throw SharedPartFault(error.message, file: file, line: error.line)
        }
    }
}
