extension Entry {
    /// Bytes that it takes, by estimate: its texts in UTF-8, and for each of them and each sense what surrounds it. What
    /// several entries share counts for each, as it does where they are written.
    package var estimatedBytes: Int {
        200 + headword.utf8.count + (partOfSpeechLabel?.utf8.count ?? 0) + senses.reduce(0) { $0 + $1.estimatedBytes }
            + (synonyms + antonyms + pronunciations.map(\.text)).estimatedBytes
    }
}

extension Sense {
    fileprivate var estimatedBytes: Int {
        100 + definition.utf8.count + (labels + examples + synonyms + antonyms).estimatedBytes
            + senses.reduce(0) { $0 + $1.estimatedBytes }
    }
}

extension [String] {
    fileprivate var estimatedBytes: Int { reduce(0) { $0 + 48 + $1.utf8.count } }
}
