extension LookupReply {
    /// The entries as plain text for a reader: a line with the part of speech, then the senses by number, sub-senses
    /// as 1.1, 1.2. Nil where nothing was found.
    public var definition: String? {
        outcome == .found ? entries.map(\.definitionText).joined(separator: "\n") : nil
    }
}

extension Entry {
    /// The entry's own part of `LookupReply.definition`.
    public var definitionText: String {
        var lines = [partOfSpeechLabel ?? partOfSpeech?.rawValue ?? headword]
        Self.append(senses, numbered: "", indent: "", to: &lines)
        return lines.joined(separator: "\n")
    }

    private static func append(_ senses: [Sense], numbered prefix: String, indent: String, to lines: inout [String]) {
        for (position, sense) in senses.enumerated() {
            let number = "\(prefix)\(position + 1)."
            let labels = sense.labels.isEmpty ? "" : "(\(sense.labels.joined(separator: ", "))) "
            let text = (labels + sense.definition).trimmingSuffix(" ")
            lines.append(text.isEmpty ? "\(indent)\(number)" : "\(indent)\(number) \(text)")
            append(sense.senses, numbered: number, indent: indent + "  ", to: &lines)
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
