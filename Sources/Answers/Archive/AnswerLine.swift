import Foundation
import Lexicon

/// An answer as a line of JSON, to be carried elsewhere: with whom it comes from, and on what licence.
public struct AnswerLine: Sendable, Hashable {
    /// Longest line that is read, in bytes.
    public static let longest = SourceAnswer.mostBytes + (64 << 10)

    /// Which word of which source it answers.
    public var key: AnswerKey
    /// Carried along, because a licence holds wherever the answer goes.
    public var credit: SourceCredit
    /// As the source gave it, with when.
    public var answer: SourceAnswer

    /// The line of an answer that is kept.
    public init(key: AnswerKey, credit: SourceCredit, answer: SourceAnswer) {
        self.key = key
        self.credit = credit
        self.answer = answer
    }

    /// Without what ends a line.
    public func encoded() -> [UInt8] {
        var json = JSONWriter(capacity: 2_048)
        json.object { json in
            json.key("language")
            json.string(key.language)
            json.key("word")
            json.string(key.word)
            json.key("source")
            json.object { json in
                json.key("id")
                json.string(key.source)
                json.key("name")
                json.string(credit.name)
                json.key("url")
                json.string(answer.url ?? credit.url)
                json.key("license")
                json.string(credit.license)
                json.key("attribution")
                json.string(credit.attribution)
            }
            json.key("fetched_at")
            json.string(answer.fetchedAt.formatted(RFC3339.precise))
            json.key("answer")
            json.raw(answer.encoded())
        }
        return json.bytes
    }

    /// Reads what `encoded` wrote; whom it comes from says the manifest of whoever reads it.
    ///
    /// - Throws: Where it is none.
    public static func answer(decoding line: [UInt8]) throws(AnswerFault) -> (key: AnswerKey, answer: SourceAnswer) {
        var (language, word, source): (String?, String?, String?)
        var answer: SourceAnswer?
        do throws(JSONFault) {
            try JSONReader.read(line) { json throws(JSONFault) in
                try json.object { json, name throws(JSONFault) in
                    switch name {
                    case "language": language = try json.string()
                    case "word": word = try json.string()
                    case "source": source = try id(&json)
                    case "answer": answer = try SourceAnswer(&json)
                    default: try json.skip()
                    }
                }
            }
        } catch {
            throw AnswerFault(description: "is no answer, from byte \(error.position) on")
        }
        guard let language, let word, let source, let answer,
            let key = AnswerKey("\(language)/\(source)/\(word)")
        else { throw AnswerFault(description: "lacks its language, word, source or answer") }
        return (key, answer)
    }

    private static func id(_ json: inout JSONReader) throws(JSONFault) -> String? {
        var id: String?
        try json.object { json, name throws(JSONFault) in
            if "id" ~= name { id = try json.string() } else { try json.skip() }
        }
        return id
    }
}
