/// Everything that is wrong with the manifests, at once.
public struct ManifestFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// In the order of the files and their lines.
    public var faults: [ManifestFault]

    /// All that was found, so that a person mends it in one go.
    public init(_ faults: [ManifestFault]) {
        self.faults = faults
    }

    /// A line for each fault.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

/// One thing that is wrong with a manifest, or with the folder that holds them.
public struct ManifestFault: Sendable, Hashable, CustomStringConvertible {
    /// The path of the file or the folder.
    public var file: String
    /// Counted from 1; nil where the file as a whole is meant.
    public var line: Int?
    /// The way to the value: `sources[0].pace.concurrency`; nil where the file as a whole is meant.
    public var key: String?
    /// What is wrong and what was expected.
    public var message: String

    /// A fault at a place, as exact as it is known.
    public init(file: String, line: Int? = nil, key: String? = nil, message: String) {
        self.file = file
        self.line = line
        self.key = key
        self.message = message
    }

    /// Such as `fr/provider.yaml:3: sources[0].id: …`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let text = [place, key, message].compactMap(\.self).joined(separator: ": ")
        // It quotes what stands in a file, and is one line.
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }
}
