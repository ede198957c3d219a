import Foundation

extension LookupReply {
    /// The reply as a record: its word, and JSON in UTF-8.
    public func record(as form: WireForm) -> (key: [UInt8], value: [UInt8]) {
        let first = first(as: form)
        // Letter by letter: a string equals others that are spelled with other code points.
        if form == .seed, word.hasBytes(first.key) { return (first.key, first.value) }
        return (Array(word.utf8), encoded(as: form, like: first))
    }

    /// The reply as a Kafka value: JSON, UTF-8.
    public func encoded(as form: WireForm) -> [UInt8] {
        encoded(as: form, like: first(as: form))
    }

    /// The full form with `index` before all: the reply to one of many requests, as a line of JSON without its end.
    public func encoded(asAnswerTo index: Int) -> [UInt8] {
        encoded(as: .full, like: first(as: .full), index: index)
    }

    private func encoded(as form: WireForm, like first: EncodedReply, index: Int? = nil) -> [UInt8] {
        var json = JSONWriter(capacity: first.shared.count + word.utf8.count + (id?.utf8.count ?? 0) + 64)
        json.object { json in
            writeHead(as: form, index: index, to: &json)
            json.members(first.value[first.shared])
        }
        return json.bytes
    }

    private func first(as form: WireForm) -> EncodedReply {
        answer.first(as: form) {
            var json = JSONWriter()
            var start = 0
            json.object { json in
                writeHead(as: form, index: nil, to: &json)
                // Behind the comma.
                start = json.bytes.count + 2
                switch form {
                case .seed: writeDefinition(to: &json)
                case .full: writeAnswer(to: &json)
                }
            }
            return EncodedReply(key: Array(word.utf8), value: json.bytes, shared: start..<json.bytes.count - 1)
        }
    }

    private func writeHead(as form: WireForm, index: Int?, to json: inout JSONWriter) {
        if let index {
            json.key("index")
            json.number(index)
        }
        if form == .full {
            json.key("id")
            json.string(id)
        }
        json.key("word")
        json.string(word)
    }

    /// Reads a reply in full form.
    public init(decoding value: [UInt8]) throws {
        self = try JSONDecoder().decode(LookupReply.self, from: Data(value))
    }

    private func writeDefinition(to json: inout JSONWriter) {
        json.key("definition")
        json.string(definition)
    }

    private func writeAnswer(to json: inout JSONWriter) {
        json.key("language")
        json.string(language)
        json.key("outcome")
        json.string(outcome.rawValue)
        writeDefinition(to: &json)
        json.key("source")
        if let source { source.write(to: &json) } else { json.string(nil) }
        json.key("entries")
        json.array(entries) { $1.write(to: &$0) }
        json.key("fetched_at")
        json.string(fetchedAt?.formatted(.iso8601))
        json.key("cached")
        json.bool(cached)
        json.key("stale")
        json.bool(stale)
        json.key("error")
        json.string(error)
    }
}

extension LookupReply: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, word, language, outcome, source, entries
        case fetchedAt = "fetched_at"
        case cached, stale, error
    }

    /// From the full form alone: the seed form does not say enough.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decodeIfPresent(String.self, forKey: .id),
            word: try container.decode(String.self, forKey: .word),
            language: try container.decodeIfPresent(String.self, forKey: .language),
            outcome: try container.decode(Outcome.self, forKey: .outcome),
            source: try container.decodeIfPresent(SourceCredit.self, forKey: .source),
            entries: try container.decodeIfPresent([Entry].self, forKey: .entries) ?? [],
            fetchedAt: try container.decodeIfPresent(String.self, forKey: .fetchedAt)
                .flatMap { try? Date($0, strategy: .iso8601) },
            cached: try container.decodeIfPresent(Bool.self, forKey: .cached) ?? false,
            stale: try container.decodeIfPresent(Bool.self, forKey: .stale) ?? false,
            error: try container.decodeIfPresent(String.self, forKey: .error))
    }
}

extension SourceCredit {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("id")
            json.string(id)
            json.key("name")
            json.string(name)
            json.key("url")
            json.string(url)
            json.key("license")
            json.string(license)
            json.key("attribution")
            json.string(attribution)
        }
    }
}

extension Entry {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("headword")
            json.string(headword)
            json.key("part_of_speech")
            json.string(partOfSpeech?.rawValue)
            json.key("part_of_speech_label")
            json.string(partOfSpeechLabel)
            json.key("pronunciations")
            json.array(pronunciations) { json, pronunciation in
                json.object { json in
                    json.key("text")
                    json.string(pronunciation.text)
                    json.key("notation")
                    json.string(pronunciation.notation.rawValue)
                }
            }
            json.key("senses")
            json.array(senses) { $1.write(to: &$0) }
            json.key("synonyms")
            json.array(synonyms) { $0.string($1) }
            json.key("antonyms")
            json.array(antonyms) { $0.string($1) }
        }
    }
}

extension Sense {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("definition")
            json.string(definition)
            json.key("labels")
            json.array(labels) { $0.string($1) }
            json.key("examples")
            json.array(examples) { $0.string($1) }
            json.key("synonyms")
            json.array(synonyms) { $0.string($1) }
            json.key("antonyms")
            json.array(antonyms) { $0.string($1) }
            json.key("senses")
            json.array(senses) { $1.write(to: &$0) }
        }
    }
}
