import Foundation
import Hummingbird
import Lexicon
import NIOCore

/// Words to look up as they come in one request: a JSON array, or an object a line (NDJSON).
enum RequestedWords {
    /// Most words of one request.
    static let limit = 1_000
    /// Most sources of one word: far more than a language has. Names that are short take many times their length in memory.
    private static let sourceLimit = 100

    struct Word: Sendable, Decodable {
        let language: String
        let word: String
        let sources: [String]?
        let fresh: Bool?
    }

    /// - Throws: A problem that says what is wrong, and with which word.
    static func words(in body: ByteBuffer, contentType: String?) throws(Problem) -> [Word] {
        // Some programs begin a text with a mark of its byte order (RFC 8259, 8.1).
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = Data(body.readableBytesView.dropFirst(body.readableBytesView.starts(with: mark) ? mark.count : 0))
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed("The body is not UTF-8.") }
        let words = isArray(bytes, contentType) ? try array(bytes) : try lines(bytes)
        guard !words.isEmpty else {
            throw .malformed("The body has no words: expected a JSON array of them, or one on each line.")
        }
        guard words.count <= limit else {
            throw .malformed("The body has \(words.count) words: at most \(limit) are taken at once.")
        }
        if let most = words.compactMap(\.sources?.count).max(), most > sourceLimit {
            throw .malformed("A word of the body has \(most) sources: at most \(sourceLimit) are taken.")
        }
        return words
    }

    /// What the type says, or else what the body begins with.
    private static func isArray(_ bytes: Data, _ contentType: String?) -> Bool {
        let type = contentType?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        switch type {
        case "application/json": return true
        case "application/x-ndjson", "application/ndjson", "application/jsonl": return false
        default: return bytes.first { !$0.isSpace } == UInt8(ascii: "[")
        }
    }

    private static func array(_ bytes: Data) throws(Problem) -> [Word] {
        let expected = "a JSON array of objects with `language` and `word`"
        guard JSONReader.mayBeDecoded(Array(bytes)) else { throw notJSON("The body", expected) }
        do {
            return try JSONDecoder().decode([Word].self, from: bytes)
        } catch {
            throw fault(error, in: "The body", expected: expected)
        }
    }

    private static func lines(_ bytes: Data) throws(Problem) -> [Word] {
        let decoder = JSONDecoder()
        let expected = "a JSON object with `language` and `word` on each line"
        var words: [Word] = []
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isSpace) {
            guard JSONReader.mayBeDecoded(Array(line)) else { throw notJSON("Line \(number + 1)", expected) }
            do {
                words.append(try decoder.decode(Word.self, from: line))
            } catch {
                throw fault(error, in: "Line \(number + 1)", expected: expected)
            }
        }
        return words
    }

    private static func notJSON(_ place: String, _ expected: String) -> Problem {
        .malformed("\(place) is not JSON: expected \(expected).")
    }

    private static func fault(_ error: any Error, in place: String, expected: String) -> Problem {
        guard let error = error as? DecodingError else {
            return notJSON(place, expected)
        }
        switch error {
        case .keyNotFound(let key, let context):
            return .malformed("\(place)\(path(context.codingPath)) lacks `\(key.stringValue)`: expected \(expected).")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return .malformed("\(place)\(path(context.codingPath)) is of the wrong type: expected \(expected).")
        default: return notJSON(place, expected)
        }
    }

    /// Where in the body: ", word 3, `fresh`,".
    private static func path(_ path: [any CodingKey]) -> String {
        path.map { key in key.intValue.map { ", word \($0)" } ?? ", `\(key.stringValue)`" }.joined()
    }
}
