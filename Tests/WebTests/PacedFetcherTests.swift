import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite struct PacedFetcherTests {
    @Test func noMoreThanTheConcurrencyAreUnderWayAtOnce() async throws {
        let underWay = Mutex((now: 0, most: 0))
        let site = ScriptedFetcher { _, _ in
            underWay.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            underWay.withLock { $0.now -= 1 }
            return .some()
        }
        let paced = PacedFetcher(site)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    _ = try? await paced.fetch(.some(pace: Pace(requestsPerSecond: 1_000_000, concurrency: 3)))
                }
            }
        }
        #expect(site.requests.count == 100)
        #expect(underWay.withLock { $0.most } <= 3)
    }

    @Test func manyFetchesWithDeadlinesAllGetTheirTurn() async throws {
        let site = ScriptedFetcher { _, _ in .some() }
        let paced = PacedFetcher(site)
        let pace = Pace(requestsPerSecond: 2_000, concurrency: 1)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let deadline = Date(timeIntervalSinceNow: .random(in: 3_600...7_200))
                    for _ in 0..<2 { _ = try? await paced.fetch(.some(pace: pace, deadline: deadline)) }
                }
            }
        }
        #expect(site.requests.count == 400)
    }

    @Test func withoutAPaceNothingWaits() async throws {
        let paced = PacedFetcher(ScriptedFetcher { _, _ in .some() })
        paced.setShare(PaceShare(part: 0), of: "de")
        for _ in 0..<10 { _ = try await paced.fetch(.some()) }
    }

    @Test func aFetchWithoutATurnBeforeItsDeadlineFailsAtOnce() async throws {
        let site = ScriptedFetcher { _, _ in .some() }
        let paced = PacedFetcher(site)
        let request = PageRequest.some(
            pace: Pace(requestsPerSecond: 0.01, concurrency: 1), deadline: Date(timeIntervalSinceNow: 50))
        _ = try await paced.fetch(request)
        await expect(.deadlinePassed, "de/test may be asked 0.01 times a second") { try await paced.fetch(request) }
        #expect(site.requests.count == 1)
    }

    @Test func eachSourceHasItsOwnQueue() async throws {
        let paced = PacedFetcher(ScriptedFetcher { _, _ in .some() })
        let slow = Pace(requestsPerSecond: 0.001, concurrency: 1)
        for source in ["de/one", "de/two", "fr/one"] {
            #expect(try await paced.fetch(.some(source: source, pace: slow)).status == 200)
        }
    }

    @Test func aShareThatGrowsLetsWaitingFetchesGo() async throws {
        let paced = PacedFetcher(ScriptedFetcher { _, _ in .some() })
        let pace = Pace(requestsPerSecond: 20, concurrency: 1)
        paced.setShare(PaceShare(part: 0.0001), of: "de")
        _ = try await paced.fetch(.some(pace: pace))
        async let second = paced.fetch(.some(pace: pace))
        paced.setShare(.whole, of: "de")
        #expect(try await second.status == 200)
    }

    @Test func aCancelledFetchLeavesTheQueue() async throws {
        let site = ScriptedFetcher { _, _ in .some() }
        let paced = PacedFetcher(site)
        let slow = PageRequest.some(pace: Pace(requestsPerSecond: 0.001, concurrency: 1))
        _ = try await paced.fetch(slow)
        let task = Task { try await paced.fetch(slow) }
        task.cancel()
        await expect(.cancelled, "cancelled") { try await task.value }
        #expect(site.requests.count == 1)
    }

    /// A place whose fetch was cancelled in the moment its turn came must be free again.
    @Test func cancellationsInAnyMomentLoseNoPlace() async throws {
        let paced = PacedFetcher(
            ScriptedFetcher { _, _ throws(FetchFailure) in
                await Task.yield()
                if Task.isCancelled { throw .cancelledFetch }
                return .some()
            })
        let request = PageRequest.some(pace: Pace(requestsPerSecond: 1_000_000, concurrency: 2))
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<300 {
                let task = Task { _ = try? await paced.fetch(request) }
                group.addTask {
                    for _ in 0..<(index % 7) { await Task.yield() }
                    if index % 3 != 0 { task.cancel() }
                    await task.value
                }
            }
        }
        for _ in 0..<5 { #expect(try await paced.fetch(request).status == 200) }
    }

    @Test func aRetryAfterHoldsTheWholeSource() async throws {
        let site = ScriptedFetcher { _, number in number == 1 ? .some(429, headers: ["retry-after": "40"]) : .some() }
        let paced = PacedFetcher(site)
        let request = PageRequest.some(
            pace: Pace(requestsPerSecond: 1_000, concurrency: 4), deadline: Date(timeIntervalSinceNow: 30))
        #expect(try await paced.fetch(request).status == 429)
        await expect(.deadlinePassed, "no turn") { try await paced.fetch(request) }
        #expect(site.requests.count == 1)
    }

    @Test func `the budget of a lookup runs from its first turn on, and stands still while it waits`() async throws {
        let begun = Mutex(0)
        let budget = Budget(.seconds(900)) { begun.withLock { $0 += 1 } }
        let paced = PacedFetcher(ScriptedFetcher { _, _ in .some() })
        let pace = Pace(requestsPerSecond: 20, concurrency: 1)
        #expect(budget.remaining == .seconds(900))
        _ = try await paced.fetch(.some(pace: pace))
        var request = PageRequest.some(pace: pace)
        request.budget = budget
        _ = try await paced.fetch(request)
        #expect(begun.withLock { $0 } == 1)
        #expect(budget.remaining < .seconds(900))
        // The pace is the source's, whoever names it.
        request.pace = Pace(requestsPerSecond: 0.001, concurrency: 1)
        let waiting = Task { [request] in try await paced.fetch(.some(pace: request.pace)) }
        try await eventually { paced.expectedWait(of: "de/test", pace, behind: 0) > .seconds(100) }
        let next = Task { [request] in try await paced.fetch(request) }
        try await eventually {
            let before = budget.remaining
            await Task.yield()
            return budget.remaining == before
        }
        for task in [waiting, next] { task.cancel() }
        #expect(begun.withLock { $0 } == 1)
    }

    @Test func `who has more to fetch than the pace allows is told when to begin`() async throws {
        let paced = PacedFetcher(ScriptedFetcher { _, _ in .some() })
        let pace = Pace(requestsPerSecond: 50, concurrency: 1)
        let opened = Mutex(0)
        paced.whenOpen("de/test", pace) { opened.withLock { $0 += 1 } }
        #expect(opened.withLock { $0 } == 1)
        _ = try await paced.fetch(.some(pace: pace))
        paced.whenOpen("de/test", pace) { opened.withLock { $0 += 1 } }
        try await eventually { opened.withLock { $0 } == 2 }
    }
}
