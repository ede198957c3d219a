import Lexicon

/// The senses of a page whose sections repeat each other.
enum RepeatedSenses {
    /// Each sense once, in the first entry that has it with a part of speech, or else in the first that has it, with
    /// what all of them say of it. An entry that is left without a sense is none.
    static func joined(_ entries: [Entry]) -> [Entry] {
        var whole: [String: Sense] = [:]
        for sense in entries.flatMap(\.senses) {
            whole[sense.definition] = whole[sense.definition]?.joined(sense) ?? sense
        }
        let named = Set(entries.filter { $0.partOfSpeechLabel != nil }.flatMap(\.senses).map(\.definition))
        var seen: Set<String> = []
        return entries.compactMap { entry in
            guard !entry.senses.isEmpty else { return entry }
            var entry = entry
            entry.senses = entry.senses.compactMap { sense in
                let isElsewhere = entry.partOfSpeechLabel == nil && named.contains(sense.definition)
                guard !isElsewhere, seen.insert(sense.definition).inserted else { return nil }
                return whole[sense.definition]?.unrepeated
            }
            return entry.senses.isEmpty ? nil : entry
        }
    }
}

extension Sense {
    /// With what another reading of the same sense says of it.
    fileprivate func joined(_ other: Sense) -> Sense {
        var sense = self
        sense.labels += other.labels
        sense.examples += other.examples
        sense.synonyms += other.synonyms
        sense.antonyms += other.antonyms
        if sense.senses.isEmpty { sense.senses = other.senses }
        return sense
    }

    fileprivate var unrepeated: Sense {
        var sense = self
        sense.labels = labels.unique
        sense.examples = examples.unique
        sense.synonyms = synonyms.unique
        sense.antonyms = antonyms.unique
        return sense
    }
}
