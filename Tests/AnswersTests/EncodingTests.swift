import Answers
import Foundation
import Lexicon
import Testing

@Suite struct AnswerEncoding {
    @Test func `an answer is read as it was written`() throws {
        for answer in [Samples.answer(), Samples.missing] {
            #expect(try SourceAnswer(decoding: answer.encoded()) == answer)
        }
    }

    @Test func `it is JSON that others read too`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(Samples.answer().encoded())) as? [String: Any]
        #expect(object?["outcome"] as? String == "found")
        #expect((object?["entries"] as? [Any])?.count == 1)
    }

    @Test func `members that a later version may add are passed over`() throws {
        var text = String(decoding: Samples.answer().encoded(), as: UTF8.self)
        text = #"{"later": {"a": [1, -2.5e3, true, null, "\u00e9\ud83d\ude00"]}, "# + text.dropFirst()
        #expect(
            try SourceAnswer(decoding: Array(text.utf8))
                == Samples.answer(at: SourceAnswer(decoding: Array(text.utf8)).fetchedAt))
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "{", #"{"form": 1}"#, "\u{0}", "not JSON",
        // An outcome that is none of an answer, a version that is not known, a time that is none.
        #"{"form": 1, "outcome": "blocked", "fetched_at": 1, "revision": "1"}"#,
        #"{"form": 2, "outcome": "not_found", "fetched_at": 1, "revision": "1"}"#,
        #"{"form": 1, "outcome": "not_found", "fetched_at": 99999999999999999, "revision": "1"}"#,
        #"{"form": 1, "outcome": "not_found", "fetched_at": -1, "revision": "1"}"#,
        #"{"form": 1, "outcome": "not_found", "fetched_at": "now", "revision": "1"}"#,
        // Found, and nothing there; not found, and something there.
        #"{"form": 1, "outcome": "found", "fetched_at": 1, "revision": "1", "entries": []}"#,
        #"{"form": 1, "outcome": "not_found", "fetched_at": 1, "revision": "1", "entries": [{"headword": "x"}]}"#,
        #"{"form": 1, "outcome": "found", "fetched_at": 1, "revision": "1", "entries": [{"senses": []}]}"#,
        #"{"form": 1, "outcome": "not_found", "fetched_at": 1, "revision": "\ud800"}"#,
        #"{"form": 1, "outcome": "not_found", "fetched_at": 1, "revision": "1"} and more"#,
    ])
    func `what is no answer is refused`(text: String) {
        #expect(throws: AnswerFault.self) { try SourceAnswer(decoding: Array(text.utf8)) }
    }

    @Test func `brackets without end, bytes that are no text and cut values are refused`() {
        let deep = #"{"form": 1, "x": "# + String(repeating: "[", count: 100_000)
        #expect(throws: AnswerFault.self) { try SourceAnswer(decoding: Array(deep.utf8)) }
        let whole = Samples.answer().encoded()
        for end in 0..<whole.count {
            #expect(throws: AnswerFault.self) { try SourceAnswer(decoding: Array(whole[..<end])) }
        }
        var broken = whole
        broken[whole.count / 2] = 0xFF
        #expect(throws: AnswerFault.self) { try SourceAnswer(decoding: broken) }
        #expect(throws: AnswerFault.self) {
            try SourceAnswer(decoding: [UInt8](repeating: 0x20, count: SourceAnswer.mostBytes + 1))
        }
    }

    @Test func `nothing of a stranger's gets into a request's header, or under a link`() throws {
        var answer = Samples.answer()
        answer.url = "javascript:alert(1)"
        let read = try SourceAnswer(decoding: answer.encoded())
        #expect(read.url == nil)
        #expect(PageValidators(url: "https://x.example/", etag: "\"1\"\r\nX: y", lastModified: nil) == nil)
        #expect(PageValidators(url: "https://x.example/", etag: "", lastModified: "x\u{E9}") == nil)
    }

    @Test func `a key is read as it is written, whatever is in the word`() {
        for word in ["Wolke", "and/or", "a b", "thé", "漢字"] {
            let key = Samples.key(word)
            #expect(AnswerKey(key.description) == key)
        }
        #expect(Samples.key("the\u{301}  x") == Samples.key("th\u{E9} x"))
        for text in ["", "de", "de/wiktionary", "de//x", "/a/b", "de/wiktionary/"] { #expect(AnswerKey(text) == nil) }
    }
}
