import Markup
import Yams

/// `Markup` has nodes too.
package typealias YAMLNode = Yams.Node

/// A mapping of a manifest while it is read.
///
/// Whoever reads it asks for the keys it knows; a value of the wrong kind is noted and read as absent, so that one pass
/// finds all faults of a file. `finish` notes the keys that nobody asked for.
package final class ManifestSection {
    /// The faults of one file, shared by all its sections.
    package final class Notes {
        /// The path of the file, with which messages begin.
        package let file: String
        /// In the order in which they were found.
        package private(set) var faults: [ManifestFault] = []
        /// The selectors that were read so far, by the way to them.
        package var selectors: [(key: String, selector: Selector)] = []

        /// Notes without a fault.
        package init(file: String) {
            self.file = file
        }

        /// Adds a fault at a place of the file, and at a key where one is to blame.
        package func note(_ message: String, at mark: Mark?, key: String?) {
            faults.append(ManifestFault(file: file, line: mark?.line, key: key, message: message))
        }
    }

    private let mapping: YAMLNode.Mapping
    /// The way to this section, to begin keys with: `sources[0]`; empty at the top.
    private let path: String
    private let mark: Mark?
    /// Where faults are noted.
    package let notes: Notes
    private var asked: Set<String> = []

    /// - Parameter path: The way to it from the top of the file; empty at the top.
    package init(_ mapping: YAMLNode.Mapping, path: String, notes: Notes) {
        self.mapping = mapping
        self.path = path
        self.notes = notes
        mark = mapping.mark
    }

    /// The value of `key`; nil where it is absent or null.
    package func value(_ key: String) -> YAMLNode? {
        asked.insert(key)
        guard let node = mapping[key], node.null == nil else { return nil }
        return node
    }

    /// Notes what is wrong with the value of `key`, or that it is missing.
    package func fault(_ key: String, _ message: String, at node: YAMLNode? = nil) {
        notes.note(message, at: (node ?? mapping[key])?.mark ?? mark, key: path(to: key))
    }

    /// Notes that `key` is missing, and what it should say.
    package func missing(_ key: String, expected: String) {
        fault(key, "missing, expected \(expected)")
    }

    /// Notes every key that was never asked for, and every one that stands without a value.
    package func finish() {
        for (key, node) in mapping {
            let name = key.string ?? ""
            if !asked.contains(name) {
                let known = asked.sorted().joined(separator: ", ")
                notes.note("unknown key, expected one of \(known)", at: key.mark, key: path(to: name))
            } else if node.null != nil, !notes.faults.contains(where: { $0.key == path(to: name) }) {
                fault(name, "empty, expected a value or no such key")
            }
        }
    }

    /// Takes all keys for known, where a fault leaves open which ones are.
    package func passOver() {
        asked.formUnion(mapping.compactMap { $0.key.string })
    }

    /// Whether it has no key at all.
    package var isEmpty: Bool { mapping.isEmpty }

    /// The attributes that the selectors look at which were read so far in this section and below it.
    package var attributes: AttributeNames {
        notes.selectors.filter { $0.key.hasPrefix(self.path(to: "")) }.reduce(AttributeNames([])) {
            $0.union($1.selector.attributes)
        }
    }

    /// The keys of this section and of all below it.
    package var allKeys: Set<String> { Self.keys(of: mapping) }

    private static func keys(of mapping: YAMLNode.Mapping) -> Set<String> {
        mapping.reduce(into: []) { keys, member in
            if let key = member.key.string { keys.insert(key) }
            if let below = member.value.mapping { keys.formUnion(Self.keys(of: below)) }
        }
    }

    /// The mapping at `key`; nil where it is absent or something else.
    package func section(_ key: String) -> ManifestSection? {
        value(key).flatMap { section(of: $0, key) }
    }

    /// The mappings of a list.
    package func sections(_ key: String) -> [ManifestSection] {
        guard let node = value(key) else { return [] }
        guard let sequence = node.sequence else {
            fault(key, "expected a list of mappings")
            return []
        }
        return sequence.enumerated().compactMap { section(of: $1, "\(key)[\($0)]") }
    }

    private func section(of node: YAMLNode, _ key: String) -> ManifestSection? {
        guard let mapping = node.mapping else {
            fault(key, "expected a mapping", at: node)
            return nil
        }
        return ManifestSection(mapping, path: path(to: key), notes: notes)
    }

    /// The way to `key` from the top of the file, for messages.
    package func path(to key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}
