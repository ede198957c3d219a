import ChaosSupport
import Foundation
import TestSupport
import Testing

/// More words than their site's pace allows, at paces that manifests have. Judged by what comes of each word.
@Suite struct Backlogs {
    /// The most words that a site may be asked for again after a kill: those under way, which the manifest bounds.
    private static let underWay = 8

    @Test(arguments: [(workers: 1, pace: 2.0), (2, 1), (4, 4)])
    func `is looked up at the pace of its source by any number of workers, and nobody is refused`(
        workers: Int, pace: Double
    ) async throws {
        let scene = try await Scene(workers: workers, stockPace: pace)
        let words = (0..<400).map { _ in scene.traffic.send(.word(.paced)) }
        let window = Int(6 * pace)
        var next = workers
        try await eventually {
            let requests = scene.sites.requests(to: .paced)
            guard requests.count > next + window else { return false }
            let (first, last) = (requests[next], requests[next + window])
            let rate = Double(window) / ((last.receivedAt - first.receivedAt) / .seconds(1))
            // Slots of several workers lie anyhow between each other: a window may hold one more of each.
            #expect(rate < pace * (1.05 + Double(workers - 1) / Double(window)))
            next += window
            return rate > pace * 0.9
        }
        let asked = scene.sites.words(askedOf: .paced)
        #expect(Set(asked).count == asked.count)
        try await eventually { scene.traffic.outcomes(of: words)["found", default: 0] >= asked.count }
        #expect(Set(scene.traffic.outcomes(of: words).keys) == ["found"])
        try await scene.fleet.stopAll()
    }

    @Test func `holds no other language up, and lists hold up nobody who waits for one word`() async throws {
        let scene = try await Scene()
        for _ in 0..<3_000 { scene.traffic.send(.word(.rare)) }
        for _ in 0..<200 { scene.traffic.send(.listed(.paced)) }
        try await eventually { scene.sites.requests(to: .paced).count >= 3 }
        let healthy = scene.traffic.send(.word(.healthy))
        for _ in 0..<3 {
            let before = scene.sites.requests(to: .paced).count
            let word = scene.traffic.send(.word(.paced))
            try await eventually { scene.traffic.outcomes(of: [word]) == ["found": 1] }
            let place = try #require(scene.sites.words(askedOf: .paced).firstIndex(of: word))
            // One turn may have begun as it was sent; a loaded machine may take one more to bring it.
            #expect(place <= before + 3)
        }
        try await eventually { scene.traffic.outcomes(of: [healthy]) == ["found": 1] }
        try await scene.fleet.stopAll()
    }

    @Test func `is let go by a worker that stops, and taken up by the next where it was`() async throws {
        let scene = try await Scene(stockPace: 4)
        let words = (0..<24).map { _ in scene.traffic.send(.word(.paced)) }
        try await eventually { scene.sites.requests(to: .paced).count >= 4 }
        let first = try #require(scene.fleet.running.first)
        try await scene.leave(first)
        // It did not wait for the turns of what only waited.
        #expect(scene.traffic.outcomes(of: words).values.reduce(0, +) < words.count)
        #expect(!first.process.errorsSoFar.contains("not closed in time"))
        try scene.join()
        try await eventually { scene.traffic.outcomes(of: words) == ["found": words.count] }
        let asked = scene.sites.words(askedOf: .paced)
        #expect(Set(asked).count == asked.count, "asked twice: \(asked)")
        try await scene.fleet.stopAll()
    }

    @Test func `survives a kill and a rebalance: nothing is lost, and nothing fetched twice that was not under way`()
        async throws
    {
        let scene = try await Scene(workers: 2, stockPace: 4)
        let words = (0..<60).map { _ in scene.traffic.send(.word(.paced)) }
        try await eventually { scene.sites.requests(to: .paced).count >= 6 }
        try await scene.kill(try #require(scene.fleet.running.first))
        let third = try scene.join()
        try await third.assigned()
        try await eventually { scene.traffic.outcomes(of: words) == ["found": words.count] }
        let asked = scene.sites.words(askedOf: .paced)
        // What was answered and not committed when it was killed, or when the embedded broker refused a commit, is asked
        // again too: the pace bounds it.
        #expect(asked.count - Set(asked).count <= Self.underWay, "\(asked)")
        try await scene.fleet.stopAll()
    }

    @Test func `a hanging site ends a stop at its deadline, with the group left`() async throws {
        let scene = try await Scene(options: ["--drain-timeout", "1"])
        for _ in 0..<50 { scene.traffic.send(.word(.hanging)) }
        try await eventually { scene.sites.requests(to: .hanging).count >= 2 }
        let worker = try #require(scene.fleet.running.first)
        try await scene.leave(worker)
        #expect(!worker.process.errorsSoFar.contains("not closed in time"))
        // The thread sanitizer takes a second of its own at the end.
        guard !isUnderThreadSanitizer else { return }
        #expect(!worker.process.errorsSoFar.contains("not everything came to its end"))
    }

    @Test func `a second signal ends a worker at once`() async throws {
        let scene = try await Scene()
        for _ in 0..<50 { scene.traffic.send(.word(.hanging)) }
        try await eventually { scene.sites.requests(to: .hanging).count >= 2 }
        let process = try #require(scene.fleet.running.first).process
        process.signal(SIGTERM)
        try await eventually { process.errorsSoFar.contains("stopping") }
        // Two within a tenth of a second would be one.
        try await Task.sleep(for: .milliseconds(150))
        process.signal(SIGINT)
        #expect(try await process.ended().code == 130)
    }

    @Test func `a deadline that no turn can meet is told at once, with the wait`() async throws {
        let scene = try await Scene()
        for _ in 0..<200 { scene.traffic.send(.word(.rare)) }
        try await eventually { scene.sites.requests(to: .rare).count >= 1 }
        let word = scene.traffic.send(.word(.rare), deadline: Date(timeIntervalSinceNow: 120))
        try await eventually { scene.traffic.outcomes(of: [word]) == ["unavailable": 1] }
        // More than six minutes of turns lie before it: nobody can have waited for one.
        #expect(!scene.sites.words(askedOf: .rare).contains(word))
        try await scene.fleet.stopAll()
    }

    @Test func `a mixed day: three languages, both lanes, a site that hangs and one at half a page a second`()
        async throws
    {
        let scene = try await Scene(workers: 2, options: ["--drain-timeout", "1"])
        for _ in 0..<100 {
            scene.traffic.send(.listed(.paced))
            scene.traffic.send(.word(.rare))
            scene.traffic.send(.word(.hanging))
        }
        try await eventually { !scene.sites.requests(to: .hanging).isEmpty && !scene.sites.requests(to: .rare).isEmpty }
        let healthy = (0..<100).map { _ in scene.traffic.send(.word(.healthy)) }
        let paced = (0..<4).map { _ in scene.traffic.send(.word(.paced)) }
        try await eventually { scene.traffic.outcomes(of: healthy) == ["found": 100] }
        try await eventually { scene.traffic.outcomes(of: paced) == ["found": 4] }
        let lists = Set(scene.sites.words(askedOf: .paced)).subtracting(paced)
        #expect(lists.count < 60, "lists went before those who waited")
        try await scene.fleet.stopAll()
    }
}
