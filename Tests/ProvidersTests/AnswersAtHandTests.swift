import Foundation
import Lexicon
import Providers
import Synchronization
import TestSupport
import Testing
import Web

@Suite struct AnswersAtHand {
    private let query = Query(word: "cloud", language: "tl")

    @Test func `a found word and a missing one are kept`() async throws {
        let fetcher = ScriptedFetcher(pages: ["https://first.example/cloud": Manifests.page("cloud")])
        let catalogue = try Manifests.plain(over: fetcher)
        #expect(catalogue.cached(query) == nil)
        let first = await catalogue.lookup(query)
        #expect(!first.cached)
        let again = await catalogue.lookup(query)
        #expect(again.cached)
        #expect(again.entries == first.entries)
        #expect(again.fetchedAt == first.fetchedAt)
        _ = await catalogue.lookup(Query(word: "rain", language: "tl"))
        #expect(catalogue.cached(Query(word: "rain", language: "tl"))?.outcome == .notFound)
        #expect(fetcher.urls.count == 3)
    }

    @Test(arguments: [403, 503]) func `what may pass is not kept`(status: Int) async throws {
        let fetcher = ScriptedFetcher { Page(url: $0.url, status: status, body: []) }
        let catalogue = try Manifests.plain(over: fetcher)
        _ = await catalogue.lookup(query)
        #expect(catalogue.cached(query) == nil)
    }

    @Test func `a fresh answer passes over what is kept, and renews it`() async throws {
        let count = Mutex(0)
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            let number = count.withLock {
                $0 += 1; return $0
            }
            return Page(url: request.url, body: Array(Manifests.page("cloud", "Answer \(number).").utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher)
        _ = await catalogue.lookup(query)
        let fresh = await catalogue.lookup(Query(word: "cloud", language: "tl", fresh: true))
        #expect(fresh.entries.first?.senses.first?.definition == "Answer 2.")
        #expect(catalogue.cached(query)?.entries == fresh.entries)
    }

    @Test func `answers for other sources are other answers`() async throws {
        let fetcher = ScriptedFetcher(pages: ["https://first.example/cloud": Manifests.page("cloud")])
        let catalogue = try Manifests.plain(over: fetcher)
        _ = await catalogue.lookup(query)
        let reply = await catalogue.lookup(Query(word: "cloud", language: "tl", sources: ["second"]))
        #expect(reply.outcome == .notFound)
    }

    @Test func `the bound holds: of very many answers only the latest are at hand`() async throws {
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            Page(url: request.url, body: Array(Manifests.page("x", String(repeating: "y", count: 1_000)).utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher, cacheBytes: 20_000)
        let queries = (0..<50).map { Query(word: "w\($0)", language: "tl") }
        for query in queries { _ = await catalogue.lookup(query) }
        let atHand = queries.filter { catalogue.cached($0) != nil }
        #expect((1...20).contains(atHand.count), "\(atHand.count)")
        #expect(atHand.last == queries.last)
    }

    @Test func `a word that many ask for at once is fetched once`() async throws {
        let gate = Gate()
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            await gate.pass()
            return Page(url: request.url, body: Array(Manifests.page("cloud").utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher)
        let replies = try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { await catalogue.lookup(query) } }
            try await eventually { !fetcher.urls.isEmpty }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1.outcome) }
        }
        #expect(replies == Array(repeating: Outcome.found, count: 20))
        #expect(fetcher.urls.count == 1)
    }

    @Test func `one who cannot wait leaves, and the others get their answer`() async throws {
        let gate = Gate()
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            await gate.pass()
            return Page(url: request.url, body: Array(Manifests.page("cloud").utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher)
        let patient = Task { await catalogue.lookup(query) }
        try await eventually { !fetcher.urls.isEmpty }
        let hasty = await catalogue.lookup(
            Query(word: "cloud", language: "tl", deadline: Date(timeIntervalSinceNow: 0.01)))
        #expect(hasty.outcome == .unavailable)
        #expect(hasty.error?.contains("deadline") == true)
        let cancelled = Task { await catalogue.lookup(query) }
        cancelled.cancel()
        #expect(await cancelled.value.outcome == .unavailable)
        gate.open()
        #expect(await patient.value.outcome == .found)
        #expect(fetcher.urls.count == 1)
    }

    @Test func `work that was left between two sources says nothing for later`() async throws {
        let gate = Gate()
        let answered = Mutex(false)
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            guard request.source == "tl/first" else {
                return Page(url: request.url, body: Array(Manifests.page("cloud").utf8))
            }
            await gate.pass()
            answered.withLock { $0 = true }
            return Page(url: request.url, status: 404, body: Array("no".utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher)
        let only = Task { await catalogue.lookup(query) }
        try await eventually { !fetcher.urls.isEmpty }
        only.cancel()
        #expect(await only.value.outcome == .unavailable)
        gate.open()
        try await eventually { answered.withLock { $0 } }
        #expect(await catalogue.lookup(query).outcome == .found)
    }

    @Test func `work that nobody waits for any more is cancelled`() async throws {
        let isCancelled = Mutex(false)
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            await withTaskCancellationHandler {
                let (waiting, end) = AsyncStream.makeStream(of: Never.self)
                _ = end
                for await _ in waiting {}
            } onCancel: {
                isCancelled.withLock { $0 = true }
            }
            throw FetchFailure(.cancelled, "Nobody waits.")
        }
        let catalogue = try Manifests.plain(over: fetcher)
        let only = Task { await catalogue.lookup(query) }
        try await eventually { !fetcher.urls.isEmpty }
        only.cancel()
        #expect(await only.value.outcome == .unavailable)
        try await eventually { isCancelled.withLock { $0 } }
    }
}
