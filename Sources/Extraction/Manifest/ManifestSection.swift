import Markup
import Yams

/// `Markup` has nodes too.
package typealias YAMLNode = Yams.Node

/// A mapping of a manifest while it is read.
///
/// Whoever reads it asks for the keys it knows; a value of the wrong kind is noted and read as absent, so that one pass
/// finds all faults of a file. `finish` notes the keys that nobody asked for.
package final class ManifestSection {
    /// The faults of one manifest, shared by all its sections.
    package final class Notes {
        /// The path of the file, with which messages begin.
        package let file: String
        /// What it may use; nil where it may use nothing.
        package let parts: (any SharedParts)?
        /// In the order in which they were found.
        package private(set) var faults: [ManifestFault] = []
        /// The selectors that were read so far, by the way to them.
        package var selectors: [(key: String, selector: Selector)] = []

        /// Notes without a fault.
        package init(file: String, parts: (any SharedParts)? = nil) {
            self.file = file
            self.parts = parts
        }

        /// Adds a fault at a place of a file, the manifest's own where none is given, and at a key where one is to blame.
        package func note(_ message: String, at mark: Mark?, key: String?, file: String? = nil) {
            note(message, line: mark?.line, key: key, file: file)
        }

        /// The same at a line, counted from 1.
        package func note(_ message: String, line: Int?, key: String? = nil, file: String? = nil) {
            faults.append(ManifestFault(file: file ?? self.file, line: line, key: key, message: message))
        }
    }

    /// At least one; the first has the say.
    private let layers: [ManifestLayer]
    /// The way to this section, to begin keys with: `sources[0]`; empty at the top.
    private let path: String
    /// Where faults are noted.
    package let notes: Notes
    private var asked: Set<String> = []

    /// - Parameter path: The way to it from the top of the file; empty at the top.
    package convenience init(_ mapping: YAMLNode.Mapping, path: String, notes: Notes) {
        self.init([ManifestLayer(mapping, file: notes.file)], path: path, notes: notes)
    }

    private init(_ layers: [ManifestLayer], path: String, notes: Notes) {
        self.layers = layers
        self.path = path
        self.notes = notes
    }

    /// The layer that has the say about `key`.
    private func layer(of key: String) -> ManifestLayer? {
        layers.first { $0.mapping[key] != nil }
    }

    /// The value of `key`; nil where it is absent or null.
    package func value(_ key: String) -> YAMLNode? {
        asked.insert(key)
        guard let node = layer(of: key)?.mapping[key], node.null == nil else { return nil }
        return node
    }

    /// Notes what is wrong with the value of `key`, or that it is missing.
    package func fault(_ key: String, _ message: String, at node: YAMLNode? = nil) {
        // What is wrong may be a member or an element of the value: "aliases[1]".
        let name = String(key.prefix { $0 != "[" && $0 != "." })
        let layer = layer(of: key) ?? layer(of: name)
        let mark = node?.mark ?? layer?.mapping[key]?.mark ?? layers.first?.mapping.mark
        notes.note(message, at: mark, key: path(to: key), file: (layer ?? layers.first)?.file)
    }

    /// Notes that `key` is missing, and what it should say.
    package func missing(_ key: String, expected: String) {
        fault(key, "missing, expected \(expected)")
    }

    /// Notes every key that was never asked for, and every one that stands without a value.
    package func finish() {
        for layer in layers {
            for (key, node) in layer.mapping {
                let name = key.string ?? ""
                if !asked.contains(name) {
                    let known = asked.sorted().joined(separator: ", ")
                    notes.note(
                        "unknown key, expected one of \(known)", at: key.mark, key: path(to: name), file: layer.file)
                } else if node.null != nil, !notes.faults.contains(where: { $0.key == path(to: name) }) {
                    fault(name, "empty, expected a value or no such key")
                }
            }
        }
    }

    /// Takes all keys for known, where a fault leaves open which ones are.
    package func passOver() {
        asked.formUnion(layers.flatMap { $0.mapping.compactMap { $0.key.string } })
    }

    /// Whether it has no key at all.
    package var isEmpty: Bool { layers.allSatisfy(\.mapping.isEmpty) }

    /// The attributes that the selectors look at which were read so far in this section and below it.
    package var attributes: AttributeNames {
        notes.selectors.filter { $0.key.hasPrefix(self.path(to: "")) }.reduce(AttributeNames([])) {
            $0.union($1.selector.attributes)
        }
    }

    /// The keys of this section and of all below it.
    package var allKeys: Set<String> {
        layers.reduce(into: []) { $0.formUnion(Self.keys(of: $1.mapping)) }
    }

    private static func keys(of mapping: YAMLNode.Mapping) -> Set<String> {
        mapping.reduce(into: []) { keys, member in
            if let key = member.key.string { keys.insert(key) }
            if let below = member.value.mapping { keys.formUnion(Self.keys(of: below)) }
        }
    }

    /// The members of this section, those of shared parts behind its own, each once.
    var members: [(key: String, value: YAMLNode)] {
        var seen: Set<String> = []
        return layers.flatMap { layer in
            layer.mapping.compactMap { key, value in
                guard let name = key.string, seen.insert(name).inserted else { return nil }
                asked.insert(name)
                return (name, value)
            }
        }
    }

    /// The mapping at `key`; nil where it is absent or something else.
    ///
    /// - Parameter mayUse: Whether it may be what a shared part says, with what differs on top.
    package func section(_ key: String, mayUse: Bool = false) -> ManifestSection? {
        guard let node = value(key) else { return nil }
        guard node.mapping != nil else {
            fault(key, "expected a mapping")
            return nil
        }
        // What several layers say of it adds up, down to one that makes it something else.
        var below: [ManifestLayer] = []
        for layer in layers {
            guard let value = layer.mapping[key] else { continue }
            guard let mapping = value.mapping else { break }
            let own = ManifestLayer(mapping, file: layer.file)
            below += mayUse ? layersUsed(by: own, key) : [own]
        }
        let section = ManifestSection(below, path: path(to: key), notes: notes)
        if mayUse { section.asked.insert("use") }
        return section
    }

    /// The mappings of a list.
    ///
    /// - Parameter mayUse: Whether each may be what a shared part says, with what differs on top.
    package func sections(_ key: String, mayUse: Bool = false) -> [ManifestSection] {
        guard let node = value(key) else { return [] }
        guard let sequence = node.sequence else {
            fault(key, "expected a list of mappings")
            return []
        }
        let file = layer(of: key)?.file ?? notes.file
        return sequence.enumerated().compactMap { place, element in
            let name = "\(key)[\(place)]"
            guard let mapping = element.mapping else {
                fault(name, "expected a mapping", at: element)
                return nil
            }
            let own = ManifestLayer(mapping, file: file)
            let section = ManifestSection(
                mayUse ? layersUsed(by: own, name) : [own], path: path(to: name), notes: notes)
            if mayUse { section.asked.insert("use") }
            return section
        }
    }

    /// The way to `key` from the top of the file, for messages.
    package func path(to key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}
