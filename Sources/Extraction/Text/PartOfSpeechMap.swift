import Lexicon

/// A site's names for parts of speech, and what they are in the common vocabulary.
struct PartOfSpeechMap: Sendable {
    private let kinds: [String: PartOfSpeech]
    /// Characters of the longest name.
    private let longest: Int

    init(_ kinds: [String: PartOfSpeech]) {
        self.kinds = Dictionary(kinds.map { (Self.key($0), $1) }) { first, _ in first }
        longest = self.kinds.keys.map(\.count).max() ?? 0
    }

    /// The part of speech by the site's own label: the longest name that the label is or begins with, word by word.
    /// "Pronom personnel" is a pronoun where "Pronom" is one; "Nominal" is no noun where "Nom" is one.
    subscript(label: String) -> PartOfSpeech? {
        // With one character more than the longest name, to see whether that ends a word. A page may have any text here.
        var rest = Substring(Self.key(String(label.prefix(longest + 1))))
        while !rest.isEmpty {
            if let kind = kinds[String(rest)] { return kind }
            rest = rest.lastIndex { !$0.isLetter && !$0.isNumber }.map { rest[..<$0] } ?? ""
        }
        return nil
    }

    private static func key(_ label: String) -> String {
        String(label.lowercased().map { $0 == "\u{2019}" ? "'" : $0 })
    }
}

extension ManifestSection {
    /// A mapping from the site's names to the common vocabulary; nil where it is absent.
    func partsOfSpeech(_ key: String) -> PartOfSpeechMap? {
        guard value(key) != nil else { return nil }
        var kinds: [String: PartOfSpeech] = [:]
        for (name, value, node) in pairs(key) {
            guard let kind = PartOfSpeech(rawValue: value) else {
                let known = PartOfSpeech.allCases.map(\.rawValue).joined(separator: ", ")
                fault("\(key).\(name)", "\"\(value)\" is no part of speech, expected one of \(known)", at: node)
                continue
            }
            kinds[name] = kind
        }
        return PartOfSpeechMap(kinds)
    }

    /// The mapping for the labels that `labels` selects, which it must not lack; an empty one where neither is there.
    func partsOfSpeech(_ key: String, of labels: String) -> PartOfSpeechMap {
        if value(labels) != nil, value(key) == nil {
            missing(key, expected: "the site's names and what they mean")
        }
        return partsOfSpeech(key) ?? PartOfSpeechMap([:])
    }
}
