import Lexicon

/// An entry in the form of the free dictionary API (dictionaryapi.dev), whose clients find here what they know.
struct FreeDictionaryEntry: Encodable {
    struct Phonetic: Encodable {
        let text: String
        /// Always there, and empty where nobody recorded the word: clients ask for its length.
        let audio: String
    }

    struct Meaning: Encodable {
        let partOfSpeech: String
        let definitions: [Definition]
        let synonyms: [String]
        let antonyms: [String]
    }

    struct Definition: Encodable {
        let definition: String
        let synonyms: [String]
        let antonyms: [String]
        /// Left out where there is none.
        let example: String?
    }

    struct License: Encodable {
        let name: String
        let url: String
    }

    let word: String
    /// Left out where there is none.
    let phonetic: String?
    let phonetics: [Phonetic]
    let meanings: [Meaning]
    let license: License
    let sourceUrls: [String]
}

extension FreeDictionaryEntry {
    /// The entries of a reply; those that follow each other with the same headword are meanings of one.
    static func entries(of reply: LookupReply) -> [FreeDictionaryEntry] {
        var groups: [[Entry]] = []
        for entry in reply.entries {
            if groups.last?.last?.headword == entry.headword {
                groups[groups.count - 1].append(entry)
            } else {
                groups.append([entry])
            }
        }
        return groups.map { FreeDictionaryEntry($0, source: reply.source) }
    }

    private init(_ entries: [Entry], source: SourceCredit?) {
        word = entries[0].headword
        var texts: [String] = []
        for text in entries.flatMap(\.pronunciations).map(\.marked) where !texts.contains(text) { texts.append(text) }
        phonetic = texts.first
        phonetics = texts.map { Phonetic(text: $0, audio: "") }
        meanings = entries.map(Meaning.init)
        license = License(source)
        sourceUrls = source?.url.map { [$0] } ?? []
    }
}

extension FreeDictionaryEntry.Meaning {
    fileprivate init(_ entry: Entry) {
        partOfSpeech = entry.partOfSpeech?.rawValue ?? entry.partOfSpeechLabel ?? ""
        definitions = entry.senses.flatMap { $0.flattened(under: []) }
        synonyms = entry.synonyms
        antonyms = entry.antonyms
    }
}

extension FreeDictionaryEntry.License {
    fileprivate init(_ source: SourceCredit?) {
        name = source?.license ?? source?.name ?? ""
        url = source?.licenseAddress ?? source?.url ?? ""
    }
}

extension Sense {
    /// The sense and those below it in page order, as a list without levels. Labels hold for what is below them too.
    fileprivate func flattened(under outer: [String]) -> [FreeDictionaryEntry.Definition] {
        let labels = outer + labels.filter { !outer.contains($0) }
        let below = senses.flatMap { $0.flattened(under: labels) }
        guard !definition.isEmpty else { return below }
        let prefix = labels.isEmpty ? "" : "(\(labels.joined(separator: ", "))) "
        let own = FreeDictionaryEntry.Definition(
            definition: prefix + definition, synonyms: synonyms, antonyms: antonyms, example: examples.first)
        return [own] + below
    }
}
