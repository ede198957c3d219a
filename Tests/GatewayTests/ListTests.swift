import Client
import Foundation
import Gateway
import Lexicon
import Synchronization
import TestSupport
import Testing

/// What takes the square of its length to compare or to fold.
private let heap = "a" + String(repeating: "\u{301}\u{323}", count: 50_000)

@Suite struct Lists {
    /// The lines of an answer, by the word's place.
    private func lines(_ answer: RawHTTP.Answer) throws -> [(index: Int, reply: LookupReply)] {
        try answer.body.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return (try #require(object?["index"] as? Int), try LookupReply(decoding: Array(line.utf8)))
        }
    }

    private func list(_ count: Int, padding: String = "") -> String {
        "[" + (0..<count).map { #"{"language": "en", "word": "\#($0)\#(padding)"}"# }.joined(separator: ",") + "]"
    }

    @Test func `a body that is packed is refused as such`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        try await TestGateway.serving(lookups) { gateway in
            let packed = try await gateway.post(list(1), headers: ["Content-Encoding": "gzip"])
            #expect(packed.status == 400)
            #expect(packed.body.contains("packed as"))
            #expect(try await gateway.post(list(1), headers: ["Content-Encoding": "identity"]).status == 200)
        }
    }

    @Test(arguments: [
        ("application/json", #"[{"language": "en", "word": "a"}, {"language": "fr", "word": "b", "fresh": true}]"#),
        (
            "application/x-ndjson; charset=utf-8",
            "{\"language\": \"en\", \"word\": \"a\"}\r\n\n{\"language\": \"fr\", \"word\": \"b\", \"fresh\": true}"
        ),
        (
            "text/plain",
            " \n[{\"language\": \"en\", \"word\": \"a\"}, {\"language\": \"fr\", \"word\": \"b\", \"fresh\": true}]"
        ),
        (
            "application/json",
            "\u{FEFF}[{\"language\": \"en\", \"word\": \"a\"}, {\"language\": \"fr\", \"word\": \"b\", \"fresh\": true}]"
        ),
        ("", "{\"language\": \"en\", \"word\": \"a\"}\n{\"language\": \"fr\", \"word\": \"b\", \"fresh\": true}\n"),
    ])
    func `words come as an array or a line each`(type: String, body: String) async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let answer = try await TestGateway.serving(lookups) { gateway in
            try await gateway.post(body, headers: type.isEmpty ? [:] : ["Content-Type": type])
        }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/x-ndjson")
        let replies = try lines(answer).sorted { $0.index < $1.index }
        #expect(replies.map(\.index) == [0, 1])
        #expect(replies.map(\.reply.word) == ["a", "b"])
        #expect(replies.map(\.reply.outcome) == [.found, .found])
        #expect(lookups.asked.first { $0.word == "b" }?.fresh == true)
    }

    @Test func `answers come as soon as they are there, whatever the order of the words`() async throws {
        let gate = Gate()
        let lookups = ScriptedLookups { request in
            if request.word == "0" { await gate.pass() }
            return .found(request)
        }
        try await TestGateway.serving(lookups) { gateway in
            let body = list(3)
            try await RawHTTP.connected(gateway.port) { send, receive in
                try await send(
                    "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                var text = ""
                while !text.contains(#""index": 1"#) || !text.contains(#""index": 2"#) {
                    text += String(decoding: try #require(try await receive()), as: UTF8.self)
                }
                #expect(!text.contains(#""index": 0"#))
                gate.open()
                while let more = try await receive() { text += String(decoding: more, as: UTF8.self) }
                #expect(text.contains(#""index": 0"#))
            }
        }
    }

    @Test func `what is wrong with a word is told in its place, and the others go on`() async throws {
        let lookups = ScriptedLookups { request throws(Silence) in
            if request.word == "late" { throw .timedOut(.seconds(1)) }
            return .found(request)
        }
        let body = """
            [{"language": "xx", "word": "a"}, {"language": "en", "word": " "}, {"language": "en", "word": "late"},
             {"language": "en", "word": "b", "sources": ["nope"]}, {"language": "en", "word": "fine"},
             {"language": "en", "word": "a\\r\\nb"}]
            """
        let answer = try await TestGateway.serving(lookups) { try await $0.post(body) }
        let replies = try lines(answer).sorted { $0.index < $1.index }.map(\.reply)
        #expect(replies.map(\.outcome) == [.rejected, .rejected, .unavailable, .rejected, .found, .rejected])
        #expect(replies[0].error?.contains("en, fr") == true)
        #expect(replies[5].error?.contains("U+000D (CARRIAGE RETURN)") == true)
    }

    @Test func `a name that is a heap of marks is as unknown as any other, and as soon`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let body = #"[{"language": "\#(heap)", "word": "a"}, {"language": "en", "word": "a", "sources": ["\#(heap)"]}]"#
        let answer = try await TestGateway.serving(lookups) { try await $0.post(body) }
        #expect(try lines(answer).map(\.reply.outcome) == [.rejected, .rejected])
        #expect(lookups.asked.isEmpty)
    }

    @Test(arguments: [
        ("", "no words"), ("[]", "no words"), ("nonsense", "Line 1 is not JSON"),
        (#"[{"\#(heap)": "en", "word": "a"}]"#, "not JSON"),
        ("{\"language\": \"en\", \"word\": \"a\"}\n[1]", "Line 2"),
        (#"[{"language": "en"}]"#, "word 0 lacks `word`"), (#"[{"language": 1, "word": "a"}]"#, "word 0, `language`"),
        (#"[{"language": "en", "word": "a", "sources": \#(Array(repeating: "7", count: 101))}]"#, "101 sources"),
        ("[1, 2", "not JSON"), (#"[{"language": "en", "word": "a", "fresh": "yes"}]"#, "`fresh`"),
    ])
    func `what is no list is refused with the place of the fault`(body: String, message: String) async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let answer = try await TestGateway.serving(lookups) { try await $0.post(body) }
        #expect(answer.status == 400)
        #expect(try (answer.json()["detail"] as? String)?.contains(message) == true, "\(answer.body)")
        #expect(lookups.asked.isEmpty)
    }

    @Test func `a thousand words are taken, and not one more`() async throws {
        let lookups = ScriptedLookups { LookupReply(word: $0.word, outcome: .notFound) }
        try await TestGateway.serving(lookups) { gateway in
            let most = try await gateway.post(list(1_000))
            #expect(most.status == 200)
            #expect(Set(try lines(most).map(\.index)) == Set(0..<1_000))
            let tooMany = try await gateway.post(list(1_001))
            #expect(tooMany.status == 400)
            #expect(tooMany.body.contains("at most 1000"))
            #expect(lookups.asked.count == 1_000)
        }
    }

    @Test func `a body that is too large is refused, announced or not`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        try await TestGateway.serving(lookups, .init(maxBody: 1_000)) { gateway in
            let body = list(2, padding: String(repeating: "x", count: 1_000))
            #expect(try await gateway.post(body).status == 413)
            let chunk = String(body.utf8.count, radix: 16) + "\r\n" + body + "\r\n0\r\n\r\n"
            let chunked = try await RawHTTP.exchange(
                gateway.port,
                "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk)
            #expect(chunked.status == 413)
        }
    }

    @Test func `a client that goes away stops the work`() async throws {
        let lookups = ScriptedLookups(ScriptedLookups.silence)
        try await TestGateway.serving(lookups) { gateway in
            let body = list(100)
            try await RawHTTP.connected(gateway.port) { send, _ in
                try await send(
                    "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                try await eventually { !lookups.asked.isEmpty }
            }
            try await eventually { lookups.done == lookups.asked.count }
            #expect(lookups.asked.count < 100)
        }
    }

    @Test func `a client that does not read holds the work back`() async throws {
        let long = String(repeating: "x", count: 200_000)
        let lookups = ScriptedLookups { request in
            LookupReply(word: request.word, outcome: .notFound, error: long)
        }
        try await TestGateway.serving(lookups) { gateway in
            let body = list(1_000)
            try await RawHTTP.connected(gateway.port) { send, receive in
                try await send(
                    "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                // As long as nothing is read, what fits into the system's buffers is all that is asked for.
                try await settled { lookups.asked.count }
                #expect((1..<900).contains(lookups.asked.count))
                var size = 0
                while let more = try await receive() { size += more.count }
                #expect(size > 1_000 * long.utf8.count)
            }
            #expect(lookups.asked.count == 1_000)
        }
    }

    /// Waits until `value` stays what it is.
    private func settled(_ value: @Sendable () -> Int) async throws {
        var last = -1
        var sameFor = 0
        try await eventually {
            let now = value()
            sameFor = now == last && now > 0 ? sameFor + 1 : 0
            last = now
            return sameFor > 20
        }
    }
}
