import Answers
import Extraction
import Foundation
import Lexicon
import Logging
import Providers
import Synchronization
import TestSupport
import Testing
import Web

/// A site whose one page can be asked for conditionally, and that can fail.
private final class RenewableSite: PageFetcher {
    struct State {
        var tag = "\"1\""
        var definition = "A thing."
        var status: Int?
        var requests: [PageRequest] = []
    }

    let state = Mutex(State())

    var requests: [PageRequest] { state.withLock(\.requests) }

    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        state.withLock { state in
            state.requests.append(request)
            if let status = state.status { return Page(url: request.url, status: status, body: Array("<b>x</b>".utf8)) }
            let headers = ["etag": state.tag, "last-modified": "Mon, 02 Nov 2026 10:00:00 GMT"]
            if request.headers["If-None-Match"] == state.tag {
                return Page(url: request.url, status: 304, headers: headers, body: [])
            }
            return Page(
                url: request.url, headers: headers, body: Array(Manifests.page("cloud", state.definition).utf8))
        }
    }
}

@Suite struct Renewals {
    private let query = LookupQuery(word: "cloud", language: "tl")
    private let key = AnswerKey(language: "tl", source: "first", word: "cloud")
    private let site = RenewableSite()

    private static func manifest(stale: String = "7d", sense: String = "p") -> String {
        """
        language: tl
        name: Testish
        sources:
          - id: first
            name: First
            url: https://first.example/{word}
            keep: {found: 1d, not_found: 1h, stale: \(stale)}
            extract: {selectors: {entry: article, headword: h1, sense: \(sense)}}
        """
    }

    private func catalogue(
        _ manifest: String = manifest(), keeping: AnswerKeeping = AnswerKeeping()
    ) throws -> Catalogue {
        try Manifests(["tl": manifest]).catalogue(over: site, keeping: keeping)
    }

    /// Makes what is kept of the word so old.
    private func age(_ catalogue: Catalogue, by days: Double) async throws {
        var answer = try #require(await catalogue.answers.latest(key)?.answer)
        answer.fetchedAt = Date(timeIntervalSinceNow: -days * 86_400)
        catalogue.answers.learn(answer, for: key)
    }

    @Test func `an answer past its lifetime is asked for by what the site gave with its page`() async throws {
        let catalogue = try catalogue()
        let first = await catalogue.lookup(query)
        try await age(catalogue, by: 2)
        #expect(catalogue.cached(query) == nil)
        let renewed = await catalogue.lookup(query)
        #expect(site.requests.count == 2)
        #expect(site.requests.last?.headers["If-None-Match"] == "\"1\"")
        #expect(site.requests.last?.headers["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT")
        #expect(renewed.entries == first.entries)
        #expect(!renewed.stale && !renewed.cached)
        #expect(catalogue.cached(query) != nil)
    }

    @Test func `a page that has changed is read`() async throws {
        let catalogue = try catalogue()
        _ = await catalogue.lookup(query)
        try await age(catalogue, by: 2)
        site.state.withLock { ($0.tag, $0.definition) = ("\"2\"", "Another.") }
        #expect(await catalogue.lookup(query).entries.first?.senses.first?.definition == "Another.")
        #expect(catalogue.cached(query)?.entries.first?.senses.first?.definition == "Another.")
    }

    @Test(arguments: [503, 403, 200]) func `an old answer stands in for a site that fails`(status: Int) async throws {
        let catalogue = try catalogue()
        let first = await catalogue.lookup(query)
        try await age(catalogue, by: 2)
        site.state.withLock { $0.status = status }
        let old = await catalogue.lookup(query)
        #expect(old.outcome == .found && old.stale && old.cached)
        #expect(old.entries == first.entries)
        let fetchedAt = try #require(old.fetchedAt)
        #expect(Date().timeIntervalSince(fetchedAt) > 86_400)
        // In seed form it is like any other.
        #expect(old.encoded(as: .seed) == first.encoded(as: .seed))
        // Whoever wants it fresh hears what is wrong.
        let fresh = await catalogue.lookup(LookupQuery(word: "cloud", language: "tl", fresh: true))
        #expect(fresh.outcome != .found && !fresh.stale)
        // The site is back.
        site.state.withLock { $0.status = nil }
        _ = await catalogue.lookup(LookupQuery(word: "cloud", language: "tl", fresh: true))
        #expect(catalogue.cached(query)?.stale == false)
    }

    @Test func `a site that reserves its rights has no old answers`() async throws {
        let catalogue = try catalogue(Self.manifest(stale: "0"))
        _ = await catalogue.lookup(query)
        try await age(catalogue, by: 2)
        site.state.withLock { $0.status = 503 }
        #expect(await catalogue.lookup(query).outcome == .unavailable)
    }

    @Test func `an old answer is of no use for ever`() async throws {
        let catalogue = try catalogue()
        _ = await catalogue.lookup(query)
        try await age(catalogue, by: 8.5)
        site.state.withLock { $0.status = 503 }
        #expect(await catalogue.lookup(query).outcome == .unavailable)
    }

    @Test func `what another manifest has read is read again, and stands in until then`() async throws {
        let folder = try temporaryDirectory()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let before = try catalogue(keeping: AnswerKeeping(disk: AnswerDisk(directory: folder.path, logger: logger)))
        _ = await before.lookup(query)
        await before.answers.disk?.flush()
        let same = try catalogue(keeping: AnswerKeeping(disk: AnswerDisk(directory: folder.path, logger: logger)))
        #expect(await same.lookup(query).cached)
        #expect(site.requests.count == 1)
        let after = try catalogue(
            Self.manifest(sense: "\"article p\""),
            keeping: AnswerKeeping(disk: AnswerDisk(directory: folder.path, logger: logger)))
        site.state.withLock { $0.status = 503 }
        #expect(await after.lookup(query).stale)
        site.state.withLock { $0.status = nil }
        let read = await after.lookup(query)
        #expect(!read.stale && !read.cached)
        // The page itself is wanted, not that it is the same.
        #expect(site.requests.last?.headers["If-None-Match"] == nil)
    }

    @Test func `a thousand answers that end together are not asked for by themselves`() async throws {
        let catalogue = try catalogue()
        for number in 0..<1_000 {
            let key = AnswerKey(language: "tl", source: "first", word: "w\(number)")
            let entries = [Entry(headword: key.word)]
            catalogue.answers.learn(
                SourceAnswer(
                    outcome: .found, entries: entries, fetchedAt: Date(timeIntervalSinceNow: -2 * 86_400),
                    revision: "old"), for: key)
        }
        _ = await catalogue.lookup(LookupQuery(word: "w7", language: "tl"))
        #expect(site.requests.count == 1)
    }
}
