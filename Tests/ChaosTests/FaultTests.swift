import ChaosSupport
import Foundation
import Kafka
import TestSupport
import Testing

@Suite struct Faults {
    @Test func `a worker that is killed with work in flight costs nothing but what was not committed`() async throws {
        let scene = try await Scene(workers: 2)
        // Some answers stay away, while others behind them on the same partitions are given.
        let gate = Gate()
        scene.sites.hold(.healthy, behind: gate) { number in number % 15 == 7 }
        async let sent: Void = scene.traffic.send(perSecond: 50, for: .seconds(4))
        let victim = try #require(scene.fleet.running.first)
        let before = scene.traffic.answered(from: .healthy)
        try await eventually { scene.traffic.answered(from: .healthy) > before + 80 }
        try await scene.kill(victim)
        gate.open()
        try scene.join()
        try await sent
        try await scene.end()
    }

    @Test func `workers may join and leave every second`() async throws {
        let scene = try await Scene()
        async let sent: Void = scene.traffic.send(perSecond: 50, for: .seconds(7))
        var guests: [Worker] = []
        for _ in 0..<3 {
            guests.append(try scene.join())
            try await Task.sleep(for: .seconds(1))
        }
        for guest in guests {
            async let stopped: Void = scene.leave(guest)
            try await Task.sleep(for: .seconds(1))
            try await stopped
        }
        try await sent
        try await scene.end()
    }

    @Test func `what is in flight of partitions that move is finished by the one who began it`() async throws {
        // However long the group takes to share its partitions, the pages that are held back meanwhile are waited for.
        let scene = try await Scene(options: [
            "--first-byte-timeout", "600", "--page-timeout", "600", "--drain-timeout", "600",
        ])
        let gate = Gate()
        scene.sites.hold(.healthy, behind: gate)
        let asked = scene.sites.requests(to: .healthy).count + 8
        let begun = Account.Instant.now
        for _ in 0..<8 { scene.traffic.send(.word(.healthy)) }
        try await eventually { scene.sites.requests(to: .healthy).count >= asked }
        let first = try #require(scene.fleet.running.first)
        let second = try scene.join()
        // Or lost, where the machine is too busy for its heartbeats.
        try await eventually { first.revocations > 0 || first.process.errorsSoFar.contains(" lost") }
        gate.open()
        try await second.assigned()
        try await scene.traffic.ending()
        // The embedded broker refuses the commit of what was finished where the newcomer joins once more meanwhile; and on
        // a machine that is too busy for heartbeats, a member loses its partitions before it can finish.
        let log = first.process.errorsSoFar
        let isRefused = Cluster.isEmbedded && ["COMMITFAIL", " lost"].contains { log.contains($0) }
        // Nobody else asked the site for the same words again.
        #expect(isRefused || scene.sites.requests(to: .healthy).count == asked, "\(log)")
        if isRefused { scene.traffic.disturb(from: begun, until: .now) }
        let summary = try await scene.end()
        #expect(isRefused || summary.repeated == 0, "\(first.process.errorsSoFar)")
    }

    @Test func `what a stranger can send harms nobody else`() async throws {
        let scene = try await Scene()
        let kinds = Poison.allCases
        for number in 0..<(kinds.count * 4) {
            scene.traffic.send(.word(.healthy))
            scene.traffic.send(.poison(kinds[number % kinds.count]))
        }
        let summary = try await scene.end()
        #expect(summary.deadLettered == 4 * kinds.count { $0.ending == .deadLetter })
    }

    @Test func `a reply topic that cannot be written is the matter of those who named it`() async throws {
        let scene = try await Scene()
        // A real broker that creates no topics unasked has none of this name.
        let closed = "\(scene.cluster.group)-closed"
        await scene.cluster.embedded?.fail(topic: closed, with: .topicAuthorizationFailed)
        for _ in 0..<20 {
            scene.traffic.send(.reply(to: closed, ending: .deadLetter))
            scene.traffic.send(.word(.healthy))
        }
        let summary = try await scene.end()
        #expect(summary.deadLettered == 20)
    }

    @Test func `pages that are slow to read hold up neither health nor a stop`() async throws {
        let scene = try await Scene(options: ["--admin-address", "0", "--read-budget", "0.5"])
        let worker = try #require(scene.fleet.running.first)
        let port = try #require(worker.adminPort)
        let costly = (0..<200).map { _ in scene.traffic.send(.word(.costly)) }
        try await eventually { scene.sites.requests(to: .costly).count > 8 }
        for _ in 0..<20 { #expect(try await RawHTTP.request(port, "GET", "/health/live").status == 200) }
        let healthy = scene.traffic.send(.word(.healthy))
        try await eventually { scene.traffic.outcomes(of: [healthy]) == ["found": 1] }
        // It has stayed in its group meanwhile, and a stop is heard.
        #expect(worker.revocations == 0)
        #expect(scene.traffic.outcomes(of: costly).values.reduce(0, +) < costly.count)
        try await scene.fleet.stopAll()
    }

    @Test func `a slow site and a dead one hold no other up`() async throws {
        let scene = try await Scene()
        let gate = Gate()
        scene.sites.hold(.slow, behind: gate)
        // More than a worker looks up at once.
        for _ in 0..<300 { scene.traffic.send(.word(.slow)) }
        for _ in 0..<50 { scene.traffic.send(.word(.dead)) }
        try await eventually { scene.sites.requests(to: .slow).count >= 2 }
        for _ in 0..<50 { scene.traffic.send(.word(.healthy)) }
        // No page of the slow site comes before these are answered.
        try await eventually { scene.traffic.answered(from: .healthy) >= 70 }
        gate.open()
        try await scene.end()
    }
}

/// Faults of the broker, which only the embedded one can be told to have.
@Suite(.enabled(if: Cluster.isEmbedded)) struct BrokerFaults {
    @Test func `a broker may go away in the middle of the work, and come back`() async throws {
        let scene = try await Scene(workers: 2)
        async let sent: Void = scene.traffic.send(perSecond: 50, for: .seconds(4))
        try await Task.sleep(for: .seconds(1))
        await BrokerFault.outage.strike(scene)
        try await sent
        try await scene.end()
    }

    @Test(arguments: [
        [BrokerFault.produceErrors, .fetchErrors, .commitErrors], [.joinErrors, .heartbeatErrors, .lostConnections],
    ])
    func `requests to the broker may fail`(faults: [BrokerFault]) async throws {
        let scene = try await Scene(workers: 2)
        async let sent: Void = scene.traffic.send(perSecond: 50, for: .seconds(4))
        for fault in faults {
            await fault.strike(scene)
            try await Task.sleep(for: .seconds(1))
        }
        try await sent
        try await scene.end()
    }

    @Test func `coordinators and leaders may move`() async throws {
        let scene = try await Scene(workers: 2, brokers: 2)
        async let sent: Void = scene.traffic.send(perSecond: 50, for: .seconds(4))
        for number in [2, 1] {
            await BrokerFault.coordinatorMove.strike(scene, broker: number)
            await BrokerFault.leaderMoves.strike(scene, broker: number)
            try await Task.sleep(for: .seconds(1))
        }
        try await sent
        try await scene.end()
    }

    @Test func `a worker can be stopped while its broker is away, and leaves what it could not deliver`() async throws {
        let scene = try await Scene(options: ["--drain-timeout", "1"])
        let broker = try #require(scene.cluster.embedded)
        let gate = Gate()
        scene.sites.hold(.slow, behind: gate)
        for _ in 0..<4 { scene.traffic.send(.word(.slow)) }
        try await eventually { scene.sites.requests(to: .slow).count >= 2 }
        let worker = try #require(scene.fleet.running.first)
        await broker.goDown()
        let begin = ContinuousClock.now
        gate.open()
        try await eventually { scene.sites.requests(to: .slow).count >= 4 }
        try await scene.leave(worker)
        await broker.comeUp()
        scene.traffic.disturb(from: begin)
        try scene.join()
        try await scene.end()
    }
}
