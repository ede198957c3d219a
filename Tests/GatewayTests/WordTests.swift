import Client
import Foundation
import Gateway
import Lexicon
import TestSupport
import Testing

@Suite struct Words {
    @Test func `a word that is found is the full reply`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/en/cloud") }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        let reply = try LookupReply(decoding: Array(answer.body.utf8))
        #expect(reply.outcome == .found)
        #expect(reply.entries.first?.headword == "cloud")
    }

    @Test func `a request says what is asked, and until when`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0) }
        let configuration = GatewayConfiguration(timeout: .seconds(40))
        try await TestGateway.serving(lookups, configuration) { gateway in
            _ = try await gateway.get("/v1/ENG/cloud?source=other,wiktionary&source=wiktionary&fresh=true")
            _ = try await gateway.get("/v1/english/cloud?fresh=false")
        }
        let first = try #require(lookups.asked.first)
        #expect(first.form == .full)
        #expect(first.language == "en")
        #expect(first.sources == ["other", "wiktionary", "wiktionary"])
        #expect(first.fresh)
        #expect(try #require(first.deadline) > Date())
        #expect(lookups.limits == [.seconds(40), .seconds(40)])
        #expect(lookups.asked[1].sources == nil)
        #expect(!lookups.asked[1].fresh)
        #expect(lookups.asked[1].language == "en")
    }

    @Test(arguments: [
        (Outcome.notFound, 404), (.rejected, 400), (.blocked, 502), (.markupChanged, 502), (.unavailable, 503),
        (.expired, 504),
    ])
    func `every other outcome is a problem with a status of its own`(outcome: Outcome, status: Int) async throws {
        let lookups = ScriptedLookups { request in
            LookupReply(word: request.word, language: "en", outcome: outcome, error: "It \"just\" <is>.")
        }
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/en/cl%20oud") }
        #expect(answer.status == status)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect((answer.headers["retry-after"] != nil) == (status == 503))
        let problem = try answer.json()
        #expect(problem["status"] as? Int == status)
        #expect(problem["outcome"] as? String == outcome.rawValue)
        #expect(problem["detail"] as? String == "It \"just\" <is>.")
        #expect(problem["instance"] as? String == "/v1/en/cl%20oud")
        #expect(problem["word"] as? String == "cl oud")
        for member in ["type", "title"] { #expect((problem[member] as? String)?.isEmpty == false) }
    }

    @Test(arguments: [
        (Silence.timedOut(.seconds(15)), 504, "worker"), (.brokerAway("The broker is away."), 503, "broker"),
        (.closed, 503, "closed"),
    ])
    func `silence is told by who is to blame`(silence: Silence, status: Int, word: String) async throws {
        let lookups = ScriptedLookups { _ throws(Silence) in throw silence }
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/en/cloud") }
        #expect(answer.status == status)
        #expect((answer.headers["retry-after"] != nil) == (status == 503))
        #expect(answer.body.contains(word))
    }

    @Test(arguments: ["/v1/en/cloud", "/api/v2/entries/en/cloud", "/en/cloud"])
    func `a client that leaves is not looked up for any more`(path: String) async throws {
        let lookups = ScriptedLookups(ScriptedLookups.silence)
        try await TestGateway.serving(lookups) { gateway in
            try await RawHTTP.connected(gateway.port) { send, _ in
                try await send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                try await eventually { lookups.asked.count == 1 }
            }
            try await eventually { lookups.done == 1 }
        }
    }

    @Test func `an answer is kept for what is left of its life, and told by its content`() async throws {
        let calls = ScriptedLookups { request in
            LookupReply.found(
                request, cached: request.fresh, fetchedAt: Date(timeIntervalSinceNow: request.fresh ? -600 : -7_200))
        }
        try await TestGateway.serving(calls) { gateway in
            let first = try await gateway.get("/v1/en/cloud")
            let tag = try #require(first.headers["etag"])
            let life = try #require(first.headers["cache-control"]?.split(separator: "=").last.flatMap { Int($0) })
            let age = try #require(first.headers["age"].flatMap { Int($0) })
            #expect((70_000...79_200).contains(life - age))
            // Fetched again, it is still the same.
            let second = try await gateway.get("/v1/en/cloud?fresh=true", headers: ["If-None-Match": "\"x\", \(tag)"])
            #expect(second.status == 304)
            #expect(second.body.isEmpty)
            #expect(second.headers["etag"] == tag)
            #expect(try await gateway.get("/v1/en/cloud", headers: ["If-None-Match": "W/\"other\""]).status == 200)
            #expect(try await gateway.get("/v1/en/rain", headers: ["If-None-Match": tag]).status == 200)
        }
    }

    @Test func `HEAD is GET without a body`() async throws {
        let now = Date()
        let lookups = ScriptedLookups { LookupReply.found($0, fetchedAt: now) }
        try await TestGateway.serving(lookups) { gateway in
            let whole = try await gateway.get("/v1/en/cloud")
            let head = try await RawHTTP.request(gateway.port, "HEAD", "/v1/en/cloud")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            for name in ["etag", "content-length", "content-type"] {
                #expect(head.headers[name] == whole.headers[name])
            }
        }
    }

    @Test func `languages are listed with their sources and licences`() async throws {
        let lookups = ScriptedLookups(ScriptedLookups.silence)
        try await TestGateway.serving(lookups) { gateway in
            let answer = try await gateway.get("/v1/languages")
            #expect(answer.status == 200)
            let languages = try #require(try answer.json()["languages"] as? [[String: any Sendable]])
            #expect(languages.map { $0["code"] as? String } == ["en", "fr"])
            let sources = try #require(languages[0]["sources"] as? [[String: any Sendable]])
            #expect(sources.map { $0["id"] as? String } == ["wiktionary", "other"])
            #expect(sources[1]["license"] as? String == "CC BY-SA 4.0")
            let tag = try #require(answer.headers["etag"])
            #expect(try await gateway.get("/v1/languages", headers: ["If-None-Match": tag]).status == 304)
        }
    }

    @Test func `health tells whether words can be looked up`() async throws {
        let lookups = ScriptedLookups(ScriptedLookups.silence)
        try await TestGateway.serving(lookups, .init(tokens: ["secret"])) { gateway in
            #expect(try await gateway.get("/health/live").status == 200)
            #expect(try await gateway.get("/health/ready").status == 200)
            lookups.trouble = "The broker is away."
            let answer = try await gateway.get("/health/ready")
            #expect(answer.status == 503)
            #expect(answer.body == "The broker is away.\n")
            #expect(try await gateway.get("/health/live").status == 200)
        }
    }
}
