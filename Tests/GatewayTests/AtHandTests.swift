import Foundation
import Gateway
import Lexicon
import Providers
import TestSupport
import Testing

/// Dictionaries that know some words, at hand or behind it.
private struct KnownWords: LookupService {
    var atHand: Set<String> = []
    var behind: Set<String> = []
    let languages = TestGateway.languages

    func code(of name: String) -> String? { Languages(languages).code(of: name) }

    func cached(_ query: LookupQuery) -> LookupReply? { atHand.contains(query.word) ? reply(to: query) : nil }

    func course(of query: LookupQuery) -> LookupCourse { LookupCourse(query, sources: ["en/wiktionary"]) }

    func recall(_ query: LookupQuery, then: @escaping @Sendable (LookupCourse) -> Void) {
        guard behind.contains(query.word) else { return then(course(of: query)) }
        then(LookupCourse(query, answeredBy: reply(to: query)))
    }

    func ask(_ course: LookupCourse, begun: @escaping @Sendable () -> Void) async -> LookupCourse {
        Issue.record("A gateway asks no site.")
        return course
    }

    private func reply(to query: LookupQuery) -> LookupReply {
        LookupReply.found(LookupRequest(word: query.word, form: .full, language: query.language), cached: true)
    }
}

@Suite struct WordsAtHand {
    private let worker = ScriptedLookups { LookupReply.found($0) }

    private func ask(
        _ word: String, _ known: KnownWords, fresh: Bool = false, language: String = "english"
    ) async throws -> LookupReply {
        try await LookupsAtHand(known, else: worker).reply(
            to: LookupRequest(word: word, form: .full, id: "7", language: language, fresh: fresh), in: .interactive,
            within: .seconds(1))
    }

    @Test(arguments: [KnownWords(atHand: ["cloud"]), KnownWords(behind: ["cloud"])])
    private func `a known word takes no way through Kafka`(known: KnownWords) async throws {
        let reply = try await ask(" cloud ", known)
        #expect(reply.cached && reply.outcome == .found)
        // As it was asked.
        #expect(reply.word == " cloud " && reply.id == "7" && reply.language == "en")
        #expect(worker.asked.isEmpty)
    }

    @Test func `any other goes to a worker, and so does what is to be fresh`() async throws {
        #expect(try await !ask("rain", KnownWords(atHand: ["cloud"])).cached)
        #expect(try await !ask("cloud", KnownWords(atHand: ["cloud"]), fresh: true).cached)
        _ = try await ask("cloud", KnownWords(atHand: ["cloud"]), language: "xx")
        #expect(worker.asked.map(\.word) == ["rain", "cloud", "cloud"])
        #expect(worker.asked[1].fresh)
    }
}

@Suite struct OldAnswers {
    private static let then = Date(timeIntervalSinceNow: -100_000)

    private let lookups = ScriptedLookups { request in
        LookupReply.found(request, fetchedAt: Self.then).fromCache(stale: true)
    }

    @Test func `programs are told how old an answer is, and that it is past its time`() async throws {
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/en/cloud") }
        #expect(try answer.json()["stale"] as? Bool == true)
        let age = try #require(answer.headers["age"].flatMap { Int($0) })
        #expect((100_000..<200_000).contains(age))
        let maxAge = try #require(
            answer.headers["cache-control"]?.firstMatch(of: /max-age=([0-9]+)/).flatMap { Int($0.1) })
        #expect(maxAge < age)
    }

    @Test func `people are told from when it is, and why`() async throws {
        let page = try await TestGateway.serving(lookups) { try await $0.get("/en/cloud") }
        #expect(page.body.contains("the site cannot be reached now"))
        #expect(page.body.contains("As of <time"))
        let today = ScriptedLookups { LookupReply.found($0) }
        let other = try await TestGateway.serving(today) { try await $0.get("/en/cloud") }
        #expect(other.body.contains("Read on <time"))
        #expect(!other.body.contains("the site cannot be reached"))
    }

    @Test func `an answer of today is good for what is left of its lifetime`() async throws {
        let lookups = ScriptedLookups { LookupReply.found($0, fetchedAt: Date(timeIntervalSinceNow: -60)) }
        let answer = try await TestGateway.serving(lookups) { try await $0.get("/v1/en/cloud") }
        #expect(answer.headers["cache-control"] == "max-age=86400")
        #expect(answer.headers["age"].flatMap { Int($0) }.map { (60..<600).contains($0) } == true)
    }
}
