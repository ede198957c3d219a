import ChaosSupport
import TestSupport
import Testing

@Suite(.serialized) struct FleetPace {
    private static let pace = 20.0

    /// Requests per second that a site had between the first and the last of `requests`.
    private func rate(of requests: ArraySlice<FaultServer.Request>) throws -> Double {
        let (first, last) = (try #require(requests.first), try #require(requests.last))
        return Double(requests.count - 1) / ((last.receivedAt - first.receivedAt) / .seconds(1))
    }

    /// A worker that cannot run when its turn has come asks later, and never makes up for it: so every stretch of the
    /// site's log is within the pace, and one of them shows the whole of it.
    @Test(arguments: [1, 2, 4])
    func `a site is asked as often by one worker as by several`(workers: Int) async throws {
        let scene = try await Scene(workers: workers, partitions: 12, pace: Self.pace)
        for _ in 0..<600 { scene.traffic.send(.word(.healthy)) }
        let window = 60
        // Connections and robots.txt come first.
        var next = scene.sites.requests(to: .healthy).count + 20
        try await eventually {
            let requests = scene.sites.requests(to: .healthy)
            guard requests.count >= next + window else { return false }
            let rate = try self.rate(of: requests[next..<next + window])
            #expect(rate < Self.pace * 1.15)
            next += window
            return rate > Self.pace * 0.85
        }
        for worker in scene.fleet.running { try await scene.fleet.kill(worker) }
    }
}
