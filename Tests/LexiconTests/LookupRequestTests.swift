import Foundation
import Lexicon
import Testing

private func decode(_ json: String, limits: RequestLimits = .init(), headers: Bool = false) throws -> LookupRequest {
    try LookupRequest(decoding: Array(json.utf8), limits: limits, addressedByHeaders: headers)
}

private func refusal(of json: String, limits: RequestLimits = .init()) -> RequestFault? {
    #expect(throws: RequestFault.self) { try decode(json, limits: limits) }
}

@Suite struct RequestDecoding {
    @Test func `a word and a response topic are the seed form`() throws {
        let request = try decode(#"{"word": "nuage", "response_topic": "answers"}"#)
        #expect(request == LookupRequest(word: "nuage", form: .seed, responseTopic: "answers"))
    }

    @Test(arguments: [
        #""id": "7""#, #""language": "fr""#, #""sources": ["wiktionary"]"#, #""fresh": false"#,
        #""deadline": "2026-11-23T21:00:00Z""#,
    ])
    func `any key of the full form makes it the full form`(member: String) throws {
        #expect(try decode(#"{"word": "nuage", \#(member)}"#).form == .full)
    }

    @Test func `null is the same as absent`() throws {
        let request = try decode(#"{"word": "nuage", "id": null, "language": null, "sources": null}"#)
        #expect(request == LookupRequest(word: "nuage", form: .seed))
    }

    @Test func `names that are looked up are short, and so are those of members`() throws {
        let heap = "a" + String(repeating: "\u{301}\u{323}", count: 10_000)
        for name in [heap, String(repeating: "a-", count: 5_000)] {
            #expect(refusal(of: #"{"word": "nuage", "language": "\#(name)"}"#)?.field == "language")
            #expect(refusal(of: #"{"word": "nuage", "sources": ["duden", "\#(name)"]}"#)?.field == "sources")
            #expect(refusal(of: #"{"word": "nuage", "\#(name)": 1}"#)?.description.contains("JSON") == true)
            #expect(LookupRequest(word: "nuage", form: .full, language: name).fault()?.field == "language")
        }
        #expect(
            try decode(#"{"word": "nuage", "language": "fr-x-\#(String(repeating: "a", count: 50))"}"#).form == .full)
    }

    @Test func `Spring's reply headers make it the full form`() throws {
        #expect(try decode(#"{"word": "nuage"}"#, headers: true).form == .full)
    }

    @Test func `every key of the full form is read`() throws {
        let request = try decode(
            #"""
            {"word": "Wolke", "id": "42", "language": "de", "sources": ["duden"], "fresh": true,
             "deadline": "2026-11-23T21:00:00.250Z", "response_topic": "r", "colour": "blue"}
            """#)
        let deadline = Date(timeIntervalSince1970: 1_795_467_600.25)
        #expect(
            request
                == LookupRequest(
                    word: "Wolke", form: .full, responseTopic: "r", id: "42", language: "de", sources: ["duden"],
                    fresh: true, deadline: deadline))
    }

    @Test func `what is encoded is decoded again`() throws {
        let request = LookupRequest(
            word: "a\"b\\c😀\n", form: .full, responseTopic: "r", id: "1", language: "en", sources: ["x", "y"],
            fresh: true, deadline: Date(timeIntervalSince1970: 1_795_467_600.5))
        #expect(try LookupRequest(decoding: request.encoded()) == request)
    }

    /// Plain objects are read in one pass, and all others by a decoder. Nobody may see which: a member that only the
    /// decoder takes (a number) is added to each.
    @Test(arguments: [
        #"{"word":"nuage","response_topic":"r"}"#, #"  { "word" : "œuf" , "id" : "7" }  "#,
        #"{"sources": [], "word": "a"}"#, #"{"sources": ["x", "y"], "fresh": false, "word": "a"}"#,
        #"{"word": "a", "id": null, "x": [ "b" , "c" ], "y": true, "z": null}"#, #"{"word": "中文", "language": "cn"}"#,
        #"{"word": "a", "word": "b"}"#, #"{"id": null, "word": "a", "id": "1"}"#, #"{"word": "a", "word": null}"#,
        #"{"word": "\u00e9t\u00E9", "id": "a\"b\\c\/d\b\f\n\r\te"}"#,
        #"{"word": "\ud83d\ude00 \u4e91", "sources": ["\u0061"]}"#,
        #"{"wor\u0064": "a"}"#, #"{"word": "a", "fresh": true, "fresh": false}"#,
        #"{"word": "a", "": "b", "word ": "c"}"#,
        "{\r\n\t\"word\": \"a b\"\n}", #"{"word": "a", "deadline": "2026-11-23T21:00:00Z"}"#, #"{"word": ""}"#,
    ])
    func `a plain request means the same as one that is not so plain`(json: String) throws {
        let end = try #require(json.lastIndex(of: "}"))
        let fuller = json[..<end] + #", "n": 1.5e3}"#
        #expect(try decode(json) == decode(String(fuller)))
    }

    @Test(arguments: [
        #"{"word": "a"} x"#, #"{"word": "a" "id": "b"}"#, #"{"word": "a"#, #"{word: "a"}"#,
        #"{"word": "a", "id": ["b"}"#, "{\"word\": \"a\nb\"}", #"["word"]"#, #"{"word": "a", "fresh": truely}"#,
        #"{"word": tru}"#, "{", "", #"{"word": "\ud83d"}"#, #"{"word": "\ud83d \ude00"}"#, #"{"word": "\ude00"}"#,
        #"{"word": "\u12g4"}"#, #"{"word": "\x"}"#, #"{"word": "a\"#,
    ])
    func `what is nearly plain is refused`(json: String) {
        #expect(throws: RequestFault.self) { try decode(json) }
    }

    @Test(arguments: [[0xFF], [0xC3]] as [[UInt8]])
    func `bytes that are no UTF-8 are refused wherever they stand`(bytes: [UInt8]) {
        for (before, after) in [(#"{"word": ""#, #""}"#), (#"{"word": "a", ""#, #"": true}"#)] {
            let value = Array(before.utf8) + bytes + Array(after.utf8)
            #expect(throws: RequestFault.self) { try LookupRequest(decoding: value) }
        }
    }

    @Test func `the empty word in seed form is a farewell and no fault`() throws {
        #expect(try decode(#"{"word": "", "response_topic": "r"}"#).isFarewell)
    }

    @Test(arguments: [
        (#"{"response_topic": "r"}"#, "word"), (#"{"word": null}"#, "word"), (#"{"word": 3}"#, "word"),
        (#"{"word": " \t\u00a0"}"#, "word"), (#"{"word": "", "id": "1"}"#, "word"),
        (#"{"word": "a", "response_topic": 1}"#, "response_topic"), (#"{"word": "a", "id": 1}"#, "id"),
        (#"{"word": "a", "language": []}"#, "language"), (#"{"word": "a", "sources": "x"}"#, "sources"),
        (#"{"word": "a", "sources": [1]}"#, "sources"), (#"{"word": "a", "fresh": "yes"}"#, "fresh"),
        (#"{"word": "a", "deadline": 12}"#, "deadline"), (#"{"word": "a", "deadline": "soon"}"#, "deadline"),
    ])
    func `a wrong member is refused by its name`(json: String, field: String) throws {
        let fault = try #require(refusal(of: json))
        #expect(fault.field == field)
        #expect(fault.description.contains("`\(field)`"))
    }

    @Test(arguments: ["", "{", "[]", "7", "null", "\"word\"", "{\"word\": \"a\"} trailing"])
    func `what is no JSON object is refused as a whole`(json: String) throws {
        #expect(try #require(refusal(of: json)).field == nil)
    }

    @Test func `a missing value and invalid UTF-8 are refused`() {
        #expect(throws: RequestFault.self) { try LookupRequest(decoding: nil) }
        let broken = Array(#"{"word": ""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        #expect(throws: RequestFault.self) { try LookupRequest(decoding: broken) }
    }

    @Test func `a wrong member does not hide where the reply goes`() throws {
        let fault = try #require(refusal(of: #"{"word": 7, "response_topic": "answers", "id": "9"}"#))
        #expect(fault.readable.responseTopic == "answers")
        #expect(fault.readable.id == "9")
        #expect(fault.readable.form == .full)
    }

    @Test func `the limits are met to the letter`() throws {
        let limits = RequestLimits(wordCharacters: 3, valueBytes: 40)
        #expect(try decode(#"{"word": "été"}"#, limits: limits).word == "été")
        #expect(try #require(refusal(of: #"{"word": "étés"}"#, limits: limits)).description.contains("at most 3"))
        let long = #"{"word": "a", "padding": "............"}"#
        #expect(try #require(refusal(of: long + " ", limits: limits)).description.contains("at most 40"))
    }

    @Test func `a word is bounded in what a reader does not see of it`() throws {
        let accents = "a" + String(repeating: "\u{301}", count: 25_000)
        let fault = try #require(refusal(of: #"{"word": "\#(accents)"}"#))
        #expect(fault.description == "`word` has 25001 code points: at most 200 are taken.")
        #expect(fault.field == "word")
        let family = String(repeating: "👨‍👩‍👧‍👦", count: 29)
        #expect(try #require(refusal(of: #"{"word": "\#(family)"}"#)).description.contains("203 code points"))
        #expect(try decode(#"{"word": "\#(String(repeating: "𠀀", count: 200))"}"#).word.utf8.count == 800)
        #expect(try decode(#"{"word": "\#(String(repeating: "e\u{301}", count: 100))"}"#).word.count == 100)
    }

    @Test(arguments: [
        (#"a\u0000b"#, "U+0000 (NULL)"), (#"\u001b[31m"#, "U+001B (ESCAPE)"), (#"a\u007f"#, "U+007F (DELETE)"),
        (#"\u0007"#, "U+0007 (ALERT)"), (#"a\u009b"#, "U+009B"), (#"a\tb"#, "U+0009 (CHARACTER TABULATION)"),
        (#"a\r\nX: 1"#, "U+000D (CARRIAGE RETURN)"), (#" a\u0085b"#, "U+0085"), (#"\n\u0007\n"#, "U+0007 (ALERT)"),
    ])
    func `a control character is refused by its name`(word: String, name: String) throws {
        let fault = try #require(refusal(of: #"{"word": "\#(word)"}"#))
        #expect(fault.field == "word")
        #expect(fault.description.contains("the control character \(name)"), "\(fault.description)")
    }

    @Test(arguments: [#"a\r\n"#, #"\t a b\u0085"#, "Â", "a\u{a0}b", "a\u{ad}b"])
    func `white space around a word, and what only looks like a control, are no such thing`(word: String) throws {
        #expect(throws: Never.self) { try decode(#"{"word": "\#(word)"}"#) }
    }

    @Test(arguments: [
        (#"{"word": "\u00e9t\u00e9", "response_topic": "r", "x": "PAD"}"#, "été", WireForm.seed),
        (#"{"response_topic": "r", "n": [1, {"a": ["]"]}, null], "word": "a\"b", "x": "PAD"}"#, "a\"b", .seed),
        (#"{"word": "a", "id": "7", "response_topic": "r", "x": {"y": "PAD"}}"#, "a", .full),
        (#"{"word": "a", "response_topic": "r", "x": "PAD"#, "a", .seed),
    ])
    func `of a request that is too large who asked is read`(json: String, word: String, form: WireForm) throws {
        let padded = json.replacing("PAD", with: String(repeating: "x", count: 70_000))
        let fault = try #require(refusal(of: padded))
        #expect(fault.description.contains("at most 65536 are taken"))
        #expect(fault.readable.word == word)
        #expect(fault.readable.responseTopic == "r")
        #expect(fault.readable.form == form)
    }

    @Test(arguments: [
        #"{"x": "PAD", "word": "a", "response_topic": "r"}"#, "[\"PAD\"]", "PAD",
        #"{"word": "PAD", "response_topic": "r"}"#,
        #"{"word": 7, x: "PAD"}"#,
    ])
    func `what lies behind the limit, or behind nonsense, is not`(json: String) throws {
        let padded = json.replacing("PAD", with: String(repeating: "x", count: 70_000))
        let readable = try #require(refusal(of: padded)).readable
        #expect(readable == LookupRequest(word: "", form: .seed))
    }

    @Test(arguments: [("nuage", "nuage"), ("  pomme   de\u{a0}terre ", "pomme de terre"), ("e\u{301}te", "éte")])
    func `a word is looked up folded and composed`(word: String, term: String) {
        #expect(LookupRequest(word: word, form: .seed).term.unicodeScalars.elementsEqual(term.unicodeScalars))
    }
}
