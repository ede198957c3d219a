import Answers
import Foundation
import Lexicon
import Logging
import Providers
import Synchronization
import TestSupport
import Testing
import Web

@Suite struct AnswersAtHand {
    private let query = LookupQuery(word: "cloud", language: "tl")

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
        _ = await catalogue.lookup(LookupQuery(word: "rain", language: "tl"))
        #expect(catalogue.cached(LookupQuery(word: "rain", language: "tl"))?.outcome == .notFound)
        #expect(fetcher.urls.count == 3)
    }

    @Test func `what passes is not kept`() async throws {
        let fetcher = ScriptedFetcher { Page(url: $0.url, status: 503, body: []) }
        let catalogue = try Manifests.plain(over: fetcher)
        _ = await catalogue.lookup(query)
        #expect(catalogue.cached(query) == nil)
    }

    @Test(arguments: [403, 200])
    func `a site that refuses, or that has changed, is left alone with the word for a while`(
        status: Int
    ) async throws {
        let fetcher = ScriptedFetcher { Page(url: $0.url, status: status, body: Array("<b>x</b>".utf8)) }
        let catalogue = try Manifests.plain(over: fetcher)
        let first = await catalogue.lookup(query)
        #expect([.blocked, .markupChanged].contains(first.outcome))
        let asked = fetcher.urls.count
        let again = await catalogue.lookup(query)
        #expect(again.outcome == first.outcome && again.cached && !again.stale)
        #expect(fetcher.urls.count == asked)
        _ = await catalogue.lookup(LookupQuery(word: "cloud", language: "tl", fresh: true))
        #expect(fetcher.urls.count == 2 * asked)
    }

    @Test func `how long it is left alone can be set`() async throws {
        let fetcher = ScriptedFetcher { Page(url: $0.url, status: 403, body: []) }
        let catalogue = try Manifests.plain(over: fetcher, keeping: AnswerKeeping(pause: .zero))
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
        let fresh = await catalogue.lookup(LookupQuery(word: "cloud", language: "tl", fresh: true))
        #expect(fresh.entries.first?.senses.first?.definition == "Answer 2.")
        #expect(catalogue.cached(query)?.entries == fresh.entries)
    }

    @Test func `each source's answer is kept for itself, whichever sources are asked`() async throws {
        let fetcher = ScriptedFetcher(pages: ["https://second.example/cloud": Manifests.page("cloud")])
        let catalogue = try Manifests.plain(over: fetcher)
        let only = await catalogue.lookup(LookupQuery(word: "cloud", language: "tl", sources: ["first"]))
        #expect(only.outcome == .notFound)
        let all = await catalogue.lookup(query)
        #expect(all.outcome == .found && all.source?.id == "second")
        #expect(fetcher.urls == ["https://first.example/cloud", "https://second.example/cloud"])
        #expect(catalogue.cached(LookupQuery(word: "cloud", language: "tl", sources: ["second"]))?.outcome == .found)
        #expect(catalogue.cached(LookupQuery(word: "cloud", language: "tl", sources: ["third"])) == nil)
        #expect(catalogue.cached(LookupQuery(word: "cloud", language: "tl", sources: [])) == nil)
    }

    @Test func `all forms of a word that people type lead to one answer`() async throws {
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            Page(url: request.url, body: Array(Manifests.page("thé").utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher)
        _ = await catalogue.lookup(LookupQuery(word: "the\u{301}", language: "tl"))
        #expect(catalogue.cached(LookupQuery(word: "th\u{E9}", language: "tl"))?.outcome == .found)
        #expect(catalogue.cached(LookupQuery(word: " th\u{E9}  ", language: "tl"))?.outcome == .found)
    }

    @Test func `the bound holds: of very many answers only the latest are at hand`() async throws {
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            Page(url: request.url, body: Array(Manifests.page("x", String(repeating: "y", count: 1_000)).utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher, keeping: AnswerKeeping(memoryBytes: 20_000))
        let queries = (0..<50).map { LookupQuery(word: "w\($0)", language: "tl") }
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
            LookupQuery(word: "cloud", language: "tl", deadline: Date(timeIntervalSinceNow: 0.01)))
        #expect(hasty.outcome == .unavailable)
        #expect(hasty.error?.contains("deadline") == true)
        let cancelled = Task { await catalogue.lookup(query) }
        cancelled.cancel()
        #expect(await cancelled.value.outcome == .unavailable)
        gate.open()
        #expect(await patient.value.outcome == .found)
        #expect(fetcher.urls.count == 1)
    }

    @Test func `work that was left in the middle of a source says nothing for later`() async throws {
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

    @Test func `work that was left between two sources is gone on with later`() async throws {
        let gate = Gate()
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            guard request.source == "tl/second" else {
                return Page(url: request.url, status: 404, body: Array("no".utf8))
            }
            await gate.pass()
            return Page(url: request.url, body: Array(Manifests.page("cloud").utf8))
        }
        let catalogue = try Manifests.plain(over: fetcher)
        let only = Task { await catalogue.lookup(query) }
        try await eventually { fetcher.urls.count == 2 }
        only.cancel()
        #expect(await only.value.outcome == .unavailable)
        gate.open()
        #expect(await catalogue.lookup(query).outcome == .found)
        #expect(fetcher.urls.filter { $0.contains("first") }.count == 1)
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

    @Test func `processes of a machine that want the same word ask its site once`() async throws {
        let gate = Gate()
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            await gate.pass()
            return Page(url: request.url, body: Array(Manifests.page("cloud").utf8))
        }
        let folder = try temporaryDirectory()
        let catalogues = try (0..<4).map { _ in
            try Manifests.plain(
                over: fetcher, keeping: AnswerKeeping(disk: AnswerDisk(directory: folder.path, logger: Self.silence)))
        }
        let replies = try await withThrowingTaskGroup { group in
            for catalogue in catalogues { group.addTask { await catalogue.lookup(query) } }
            try await eventually { !fetcher.urls.isEmpty }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1.outcome) }
        }
        #expect(replies == Array(repeating: Outcome.found, count: 4))
        #expect(fetcher.urls.count == 1)
    }

    @Test func `a lookup of a word that another process asks for comes back at once, and gives its turn away`()
        async throws
    {
        let fetcher = ScriptedFetcher(pages: [:])
        let folder = try temporaryDirectory()
        func catalogue() throws -> Catalogue {
            try Manifests.plain(
                over: fetcher,
                keeping: AnswerKeeping(
                    disk: AnswerDisk(directory: folder.path, claimHolds: .seconds(3_600), logger: Self.silence)))
        }
        let (other, waiting) = (try catalogue(), try catalogue())
        let key = AnswerKey(language: "tl", source: "first", word: "cloud")
        #expect(await other.answers.claim(key))
        let begun = Mutex(0)
        let course = await waiting.ask(waiting.course(of: query)) { begun.withLock { $0 += 1 } }
        #expect(course.next == "tl/first")
        #expect(!course.isUnasked)
        #expect(begun.withLock(\.self) == 1)
        #expect(fetcher.urls.isEmpty)
        other.answers.release(key)
        // What is released is asked for by whoever looks next.
        try await eventually { await waiting.ask(course) {}.next != "tl/first" }
        #expect(fetcher.urls.first == "https://first.example/cloud")
    }

    @Test func `a process that asks for a word and is gone holds nobody up for long`() async throws {
        let fetcher = ScriptedFetcher(pages: ["https://first.example/cloud": Manifests.page("cloud")])
        let folder = try temporaryDirectory()
        let gone = try Manifests.plain(
            over: fetcher,
            keeping: AnswerKeeping(
                disk: AnswerDisk(directory: folder.path, claimHolds: .milliseconds(200), logger: Self.silence)))
        #expect(await gone.answers.claim(AnswerKey(language: "tl", source: "first", word: "cloud")))
        let other = try Manifests.plain(
            over: fetcher, keeping: AnswerKeeping(disk: AnswerDisk(directory: folder.path, logger: Self.silence)))
        #expect(await other.lookup(query).outcome == .found)
    }

    private static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
