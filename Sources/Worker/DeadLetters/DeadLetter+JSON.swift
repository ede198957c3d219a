import Foundation
import Kafka
import Lexicon

extension DeadLetter {
    /// How much of a letter is told.
    public enum Telling: Sendable {
        /// Without headers and value.
        case summary
        case everything
    }

    /// The letter as a line of JSON for programs.
    ///
    /// Bytes that are UTF-8 are a string (`key`), others are Base64 (`key_base64`); what is nil is null.
    public func json(_ telling: Telling) -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(RFC3339.precise))
        }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing that a letter holds is beyond JSON.
        let line = (try? encoder.encode(Line(letter: self, telling: telling))) ?? Data()
        return String(decoding: line, as: UTF8.self)
    }

    private struct Line: Encodable {
        let letter: DeadLetter
        let telling: Telling

        func encode(to encoder: any Encoder) throws {
            var line = encoder.container(keyedBy: Name.self)
            try line.encode(letter.place.partition, forKey: "partition")
            try line.encode(letter.place.offset, forKey: "offset")
            try line.encode(letter.buriedAt, forKey: "buried_at")
            try line.encode(letter.replayedAt, forKey: "replayed_at")
            try line.encode(letter.reason, forKey: "reason")
            try line.encode(letter.detail, forKey: "detail")
            try line.encode(letter.word, forKey: "word")
            try line.encode(letter.key, named: "key")
            if let origin = letter.origin {
                var object = line.nestedContainer(keyedBy: Name.self, forKey: "origin")
                try object.encode(origin.topicPartition.topic, forKey: "topic")
                try object.encode(origin.topicPartition.partition, forKey: "partition")
                try object.encode(origin.offset, forKey: "offset")
                try object.encode(origin.sentAt, forKey: "sent_at")
            } else {
                try line.encodeNil(forKey: "origin")
            }
            guard telling == .everything else { return }
            try line.encode(letter.value, named: "value")
            var headers = line.nestedUnkeyedContainer(forKey: "headers")
            for header in letter.headers {
                var object = headers.nestedContainer(keyedBy: Name.self)
                try object.encode(header.name, forKey: "name")
                try object.encode(header.value, named: "value")
            }
        }
    }

    fileprivate struct Name: CodingKey, ExpressibleByStringLiteral {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringLiteral value: String) { stringValue = value }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension KeyedEncodingContainer<DeadLetter.Name> {
    fileprivate mutating func encode(_ bytes: [UInt8]?, named name: String) throws {
        if let bytes, String(validating: bytes, as: UTF8.self) == nil {
            try encode(Data(bytes).base64EncodedString(), forKey: Key(stringValue: "\(name)_base64"))
        } else {
            try encode(bytes.map { String(decoding: $0, as: UTF8.self) }, forKey: Key(stringValue: name))
        }
    }
}
