import Extraction
import Foundation
import Yams

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
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw SharedPartFault("there is no such part, or it cannot be read: expected \(file)")
        }
        do {
            guard let mapping = try Yams.compose(yaml: text)?.mapping else {
                throw SharedPartFault("expected a mapping", file: file)
            }
            return ManifestLayer(mapping, file: file)
        } catch let error as YamlError {
            let (message, mark) = error.sentence
            throw SharedPartFault(message, file: file, mark: mark)
        } catch {
            throw error as? SharedPartFault ?? SharedPartFault("cannot be read as YAML", file: file)
        }
    }
}
