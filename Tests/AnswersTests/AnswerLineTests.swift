import Answers
import Foundation
import Lexicon
import Testing

@Suite struct `A line of an archive` {
    private static let line = AnswerLine(
        key: Samples.key("the\u{301}"),
        credit: SourceCredit(
            id: "wiktionary", name: "Wiktionary", url: "https://wiktionary.example/", license: "CC BY-SA 4.0",
            attribution: "All who \"wrote\" it"), answer: Samples.answer())

    private func text(_ line: AnswerLine = line) -> String { String(decoding: line.encoded(), as: UTF8.self) }

    @Test func `is read as it was written`() throws {
        for answer in [Samples.answer(), Samples.missing] {
            var line = Self.line
            line.answer = answer
            let read = try AnswerLine.answer(decoding: line.encoded())
            #expect(read.key == line.key)
            #expect(read.answer == answer)
        }
    }

    @Test func `is one line, that others can read, with whom it comes from and on what terms`() throws {
        #expect(!Self.line.encoded().contains(UInt8(ascii: "\n")))
        let object = try JSONSerialization.jsonObject(with: Data(Self.line.encoded())) as? [String: Any]
        #expect(object?["word"] as? String == "th\u{E9}")
        #expect(object?["language"] as? String == "de")
        let source = object?["source"] as? [String: String]
        #expect(
            source == [
                "id": "wiktionary", "name": "Wiktionary", "url": "https://wiktionary.example/Wolke",
                "license": "CC BY-SA 4.0", "attribution": "All who \"wrote\" it",
            ])
        #expect((object?["answer"] as? [String: Any])?["outcome"] as? String == "found")
        let written = try #require(object?["fetched_at"] as? String)
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        let date = try #require(formatter.date(from: written))
        #expect(abs(date.timeIntervalSince(Self.line.answer.fetchedAt)) < 0.001)
    }

    @Test func `has members in any order, and others than we know`() throws {
        let answer = String(decoding: Samples.missing.encoded(), as: UTF8.self)
        let written = """
            {"later": [{}], "answer": \(answer), "source": {"name": "x", "id": "duden", "more": null}, "word": "a  b", "language": "de"}
            """
        let read = try AnswerLine.answer(decoding: Array(written.utf8))
        #expect(read.key == AnswerKey(language: "de", source: "duden", word: "a b"))
        #expect(read.answer == Samples.missing)
    }

    @Test(arguments: [
        ("\"language\"", "\"tongue\""), ("\"word\"", "\"wort\""), ("\"source\"", "\"sauce\""),
        ("\"answer\":", "\"reply\":"),
        ("\"id\"", "\"key\""), ("\"language\":", "\"language\": 7, \"x\":"), ("\"found\"", "\"blocked\""),
        ("{\"id\"", "[{\"id\""), ("\"de\"", "\"\""), ("\"form\"", "\"shape\""),
    ])
    func `that lacks something, or says it in another way, is refused in one sentence`(old: String, new: String) throws
    {
        // However the writer spaces its members.
        let written = text().replacing(": ", with: ":").replacing(
            old.replacing(": ", with: ":"), with: new, maxReplacements: 1)
        try #require(written != text().replacing(": ", with: ":"), "\(old) does not stand in \(written)")
        let fault = #expect(throws: AnswerFault.self) { try AnswerLine.answer(decoding: Array(written.utf8)) }
        #expect(fault?.description.contains("\n") == false)
    }

    @Test func `that is cut off anywhere is refused`() {
        let whole = Self.line.encoded()
        for end in whole.indices {
            #expect(throws: AnswerFault.self) { try AnswerLine.answer(decoding: Array(whole[..<end])) }
        }
    }
}
