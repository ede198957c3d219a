import Lexicon

/// What an answer may have beside definitions, and what a site that changes by half takes away.
public enum AnswerField: String, CaseIterable, Sendable, Comparable {
    /// A kind of the common vocabulary.
    case partOfSpeech = "part_of_speech"
    case pronunciations, labels, examples, synonyms, antonyms

    public static func < (one: AnswerField, other: AnswerField) -> Bool { one.rawValue < other.rawValue }

    /// Whether any of `entries` has it.
    public func isIn(_ entries: [Entry]) -> Bool {
        switch self {
        case .partOfSpeech: entries.contains { $0.partOfSpeech != nil }
        case .pronunciations: entries.contains { !$0.pronunciations.isEmpty }
        case .labels: entries.contains { $0.senses.contains { $0.has { !$0.labels.isEmpty } } }
        case .examples: entries.contains { $0.senses.contains { $0.has { !$0.examples.isEmpty } } }
        case .synonyms:
            entries.contains { !$0.synonyms.isEmpty || $0.senses.contains { $0.has { !$0.synonyms.isEmpty } } }
        case .antonyms:
            entries.contains { !$0.antonyms.isEmpty || $0.senses.contains { $0.has { !$0.antonyms.isEmpty } } }
        }
    }
}

extension Sense {
    /// Whether `condition` holds for it, or for a sense in it.
    fileprivate func has(_ condition: (Sense) -> Bool) -> Bool {
        condition(self) || senses.contains { $0.has(condition) }
    }

    fileprivate var count: Int { senses.reduce(1) { $0 + $1.count } }
}

extension [Entry] {
    /// Senses and sub-senses, for each entry.
    var sensesPerEntry: Double {
        isEmpty ? 0 : Double(reduce(0) { $0 + $1.senses.reduce(0) { $0 + $1.count } }) / Double(count)
    }
}
