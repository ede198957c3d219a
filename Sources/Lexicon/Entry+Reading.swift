extension Entry {
    fileprivate init(_ json: inout JSONReader) throws(JSONFault) {
        self.init(headword: "")
        var isNamed = false
        try json.object { json, name throws(JSONFault) in
            switch name {
            case "headword":
                headword = try json.text()
                isNamed = true
            case "part_of_speech": partOfSpeech = try json.optionalText().flatMap(PartOfSpeech.init(rawValue:))
            case "part_of_speech_label": partOfSpeechLabel = try json.optionalText()
            case "pronunciations":
                pronunciations = try json.array { json throws(JSONFault) in try Pronunciation(&json) }
            case "senses": senses = try json.array { json throws(JSONFault) in try Sense(&json) }
            case "synonyms": synonyms = try json.strings()
            case "antonyms": antonyms = try json.strings()
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
            switch name {
            case "definition": definition = try json.text()
            case "labels": labels = try json.strings()
            case "examples": examples = try json.strings()
            case "synonyms": synonyms = try json.strings()
            case "antonyms": antonyms = try json.strings()
            case "senses": senses = try json.array { json throws(JSONFault) in try Sense(&json) }
            default: try json.skip()
            }
        }
    }
}

extension Pronunciation {
    fileprivate init(_ json: inout JSONReader) throws(JSONFault) {
        self.init(text: "")
        try json.object { json, name throws(JSONFault) in
            switch name {
            case "text": text = try json.text()
            case "notation": notation = try Notation(rawValue: json.text()) ?? .ipa
            default: try json.skip()
            }
        }
    }
}

extension JSONReader {
    /// Entries, as `write` wrote them.
    package mutating func entries() throws(JSONFault) -> [Entry] {
        try array { json throws(JSONFault) in try Entry(&json) }
    }

    fileprivate mutating func strings() throws(JSONFault) -> [String] {
        try array { json throws(JSONFault) in try json.text() }
    }
}
