import ChaosSupport
import Kafka
import TestSupport
import Testing

/// A worker that is told to stop leaves with 0, whatever it is doing.
@Suite struct StoppingAtBadMoments {
    @Test func `during a rebalance`() async throws {
        let scene = try await Scene()
        async let sent: Void = scene.traffic.send(perSecond: 50, for: .seconds(3))
        let first = try #require(scene.fleet.running.first)
        let second = try scene.join()
        try await eventually { first.revocations > 0 }
        try await scene.leave(first)
        try await sent
        try await second.assigned()
        try await scene.end()
    }

    @Test func `during a drain, which goes on`() async throws {
        let scene = try await Scene(workers: 2)
        let gate = Gate()
        scene.sites.hold(.slow, behind: gate)
        for _ in 0..<8 { scene.traffic.send(.word(.slow)) }
        try await eventually { scene.sites.requests(to: .slow).count >= 2 }
        // The third makes the others give partitions up, which they cannot before the site answers.
        let third = try scene.join()
        try await eventually { scene.fleet.running.contains { $0.revocations > 0 } }
        let draining = try #require(scene.fleet.running.first { $0.revocations > 0 })
        async let stopped: Void = scene.leave(draining)
        gate.open()
        try await stopped
        try await third.assigned()
        try await scene.end()
    }

    @Test(arguments: AssignmentStrategy.allCases)
    func `before the first assignment`(strategy: AssignmentStrategy) async throws {
        let cluster = try await Cluster()
        let fleet = Fleet(cluster, try await Sites(), strategy: strategy)
        for milliseconds in [200, 500, 1_000] {
            let worker = try fleet.start()
            try await eventually { worker.process.errorsSoFar.contains("starting") }
            try await Task.sleep(for: .milliseconds(milliseconds))
            try await fleet.stop(worker)
        }
    }

    @Test func `with everything committed, so that the next worker does nothing again`() async throws {
        let scene = try await Scene()
        let before = scene.traffic.answered(from: .healthy)
        for _ in 0..<400 { scene.traffic.send(.word(.healthy)) }
        try await eventually { scene.traffic.answered(from: .healthy) > before }
        try await scene.fleet.stopAll()
        try scene.join()
        try await scene.end()
    }
}
