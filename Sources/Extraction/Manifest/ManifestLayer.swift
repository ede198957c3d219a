import Yams

/// One of the mappings that a section of a manifest is read from: the manifest's own, or that of a part it uses. What
/// comes first has the say.
package struct ManifestLayer {
    let mapping: YAMLNode.Mapping
    /// The path of the file that it stands in.
    let file: String

    package init(_ mapping: YAMLNode.Mapping, file: String) {
        self.mapping = mapping
        self.file = file
    }
}

/// The parts that manifests share, by name.
package protocol SharedParts {
    /// The part called `name`; throws a sentence that says what was expected where there is none.
    func part(_ name: String) throws(SharedPartFault) -> ManifestLayer
}

/// Why a shared part cannot be used.
package struct SharedPartFault: Error {
    package let message: String
    /// Where that is, when it is in the part itself.
    package let file: String?
    /// Counted from 1.
    package let line: Int?

    package init(_ message: String, file: String? = nil, line: Int? = nil) {
        self.message = message
        self.file = file
        self.line = line
    }
}

extension ManifestSection {
    /// The layers of a mapping that may say `use: NAME`: itself, and below it the part of that name, which may use
    /// another.
    func layersUsed(by layer: ManifestLayer, _ key: String) -> [ManifestLayer] {
        var layers = [layer]
        while let last = layers.last, let node = last.mapping["use"] {
            guard let name = node.scalar?.string, !name.isEmpty else {
                notes.note(
                    "expected the name of a shared part", at: node.mark, key: path(to: "\(key).use"), file: last.file)
                break
            }
            guard layers.count < 5, let parts = notes.parts else {
                notes.note(
                    layers.count < 5 ? "there are no shared parts here" : "parts use each other without an end",
                    at: node.mark, key: path(to: "\(key).use"), file: last.file)
                break
            }
            do throws(SharedPartFault) {
                layers.append(try parts.part(name))
            } catch {
                notes.note(
                    error.message, line: error.file == nil ? node.mark?.line : error.line,
                    key: error.file == nil ? path(to: "\(key).use") : nil, file: error.file ?? last.file)
                break
            }
        }
        return layers
    }
}
