extension Entry {
    /// Reads what `write` wrote.
    package init(_ json: inout JSONReader) throws(JSONFault) {
        self.init(headword: "")
        var isNamed = false
        try json.object { json, name throws(JSONFault) in
            switch EntryMember(name) {
            case .headword:
                headword = try json.text()
                isNamed = true
            case .partOfSpeech: partOfSpeech = try json.optionalText().flatMap(PartOfSpeech.init(rawValue:))
            case .partOfSpeechLabel: partOfSpeechLabel = try json.optionalText()
            case .pronunciations:
                pronunciations = try json.array { json throws(JSONFault) in try Pronunciation(&json) }
            case .senses: senses = try json.array { json throws(JSONFault) in try Sense(&json) }
            case .synonyms: synonyms = try json.strings()
            case .antonyms: antonyms = try json.strings()
            default: try json.skip()
            }
        }
        guard isNamed else { throw JSONFault(position: 0) }
    }
}

extension Sense {
    fileprivate init(_ json: inout JSONReader) throws(JSONFault) {
        self.init(definition: "")
        try json.object { json, name throws(JSONFault) in
            switch EntryMember(name) {
            case .definition: definition = try json.text()
            case .labels: labels = try json.strings()
            case .examples: examples = try json.strings()
            case .synonyms: synonyms = try json.strings()
            case .antonyms: antonyms = try json.strings()
            case .senses: senses = try json.array { json throws(JSONFault) in try Sense(&json) }
            default: try json.skip()
            }
        }
    }
}

extension Pronunciation {
    fileprivate init(_ json: inout JSONReader) throws(JSONFault) {
        self.init(text: "")
        try json.object { json, name throws(JSONFault) in
            switch EntryMember(name) {
            case .text: text = try json.text()
            case .notation: notation = try Notation(rawValue: json.text()) ?? .ipa
            default: try json.skip()
            }
        }
    }
}

extension JSONReader {
    fileprivate mutating func strings() throws(JSONFault) -> [String] {
        try array { json throws(JSONFault) in try json.text() }
    }
}

/// The members of an entry and of what it holds, by their names on the wire.
private enum EntryMember: String, CaseIterable {
    case headword, pronunciations, senses, synonyms, antonyms, definition, labels, examples, text, notation
    case partOfSpeech = "part_of_speech"
    case partOfSpeechLabel = "part_of_speech_label"

    /// Nil for a name that is none of them.
    init?(_ name: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let member = Self.byLength[name.count]?.first(where: { name.elementsEqual($0.rawValue.utf8) }) else {
            return nil
        }
        self = member
    }

    private static let byLength = Dictionary(grouping: allCases) { $0.rawValue.utf8.count }
}
