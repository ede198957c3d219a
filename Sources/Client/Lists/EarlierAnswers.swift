import Foundation
import Lexicon

/// What earlier runs left in a file of answers.
struct EarlierAnswers {
    /// A page's answer is far below the page, which has 5 MiB at most.
    static let longestLine = 64 << 20

    /// An answer that stands.
    struct Standing {
        var outcome: Outcome
        /// The line of the list that its word stood on; nil where it says none.
        var line: Int?
    }

    /// By their words.
    private(set) var standing: [String: Standing] = [:]
    private(set) var languages: Set<String> = []
    /// The sources that answers were found in.
    private(set) var sources: Set<String> = []
    /// Lines to take out, from 1.
    private(set) var dropped: Set<Int> = []
    private(set) var isLastLineEnded = true

    /// As much of a reply as says what it answers.
    private struct Answer: Decodable {
        struct Source: Decodable {
            var id: String
        }

        var id: String?
        var word: String
        var language: String?
        var outcome: Outcome
        var source: Source?
    }

    init() {}

    init(of file: OpenFile, name: String) throws {
        let decoder = JSONDecoder()
        var lines = LineReader(file, longest: Self.longestLine)
        var number = 0
        // Lines with nothing in them: at the end a crash leaves such, as zeros where a block was not written.
        var blank: [Int] = []
        while let line = try Self.next(&lines) {
            number += 1
            isLastLineEnded = line.isEnded
            if line.bytes.allSatisfy({ $0 == 0 }), number > 1 || !line.bytes.isEmpty {
                blank.append(number)
                continue
            }
            if let first = blank.first { throw Self.noAnswer(first, name) }
            guard let answer = try? decoder.decode(Answer.self, from: Data(line.bytes)) else {
                guard !line.isEnded, Self.isBeginning(line.bytes) else {
                    throw Self.noAnswer(number, name)
                }
                dropped.insert(number)
                continue
            }
            guard answer.outcome.stands else {
                dropped.insert(number)
                continue
            }
            standing[answer.word] = Standing(outcome: answer.outcome, line: answer.id.flatMap { Int($0) })
            if let language = answer.language { languages.insert(language) }
            if answer.outcome == .found, let source = answer.source { sources.insert(source.id) }
        }
        dropped.formUnion(blank)
    }

    private static func noAnswer(_ line: Int, _ name: String) -> ListFault {
        ListFault(.answers, "Line \(line) of \(name) is not the answer to a word: name another file for the answers.")
    }

    /// A line beyond all bounds is no answer either.
    private static func next(_ lines: inout LineReader) throws -> LineReader.Line? {
        do {
            return try lines.next()
        } catch is LineReader.TooLong {
            return LineReader.Line(bytes: Array("…".utf8)[...], isEnded: true)
        }
    }

    /// Whether this can be what a crash left of an answer, rather than the text of another file.
    private static func isBeginning(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = Array(#"{"id": "#.utf8)
        return bytes.starts(with: start) || start.starts(with: bytes)
    }

    /// The word that a line answers.
    static func word(of line: ArraySlice<UInt8>) -> String? {
        try? JSONDecoder().decode(Answer.self, from: Data(line)).word
    }

    /// The line of an answer with another `id`; nil takes it away.
    static func renumbered(_ line: ArraySlice<UInt8>, to number: Int?) -> [UInt8] {
        let name = Array(#"{"id": "#.utf8)
        guard line.starts(with: name), let end = line.firstIndex(of: UInt8(ascii: ",")) else { return Array(line) }
        // Another program's may be any text, a comma in it too: those stay.
        let id = line[..<end].dropFirst(name.count)
        let isOurs =
            id.elementsEqual("null".utf8) || id.allSatisfy { $0 == UInt8(ascii: "\"") || (0x30...0x39).contains($0) }
        guard isOurs else { return Array(line) }
        return name + Array((number.map { "\"\($0)\"" } ?? "null").utf8) + line[end...]
    }
}
