import ChaosSupport
import Foundation
import TestSupport

/// What happens to the workers and their broker, one thing after the other, by chance.
actor Havoc {
    private enum Blow: Sendable {
        case kill, join, leave, leaveWhileJoining
        case broker(BrokerFault)

        static let all: [Blow] =
            // Once for each thing that the broker can do, so that both kinds come about as often.
            Array(repeating: [.kill, .join, .leave, .leaveWhileJoining], count: 2).flatMap(\.self)
            + (Cluster.isEmbedded ? BrokerFault.allCases.map { .broker($0) } : [])
    }

    private let scene: Scene
    private let begin: ContinuousClock.Instant
    /// The worker that nothing happens to, so that what it holds can be compared in the end.
    private let witness: Worker?
    private let most: Int

    init(_ scene: Scene, begin: ContinuousClock.Instant, size: Int) {
        self.scene = scene
        self.begin = begin
        witness = scene.fleet.running.first
        most = size + 2
    }

    /// Lets things happen, and tells of each. Now and then nothing does for so long that the group comes to rest: what
    /// was done before such a calm is committed, and may not be done again.
    func run(for length: Duration, seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let end = ContinuousClock.now + length
        while ContinuousClock.now < end {
            for _ in 0..<Int.random(in: 3...8, using: &dice) {
                try await strike(Blow.all.randomElement(using: &dice)!, &dice)
                try await Task.sleep(for: .milliseconds(Int.random(in: 200...2_500, using: &dice)))
            }
            tell("a calm, with \(scene.traffic.account.pending.count) requests under way")
            try await Task.sleep(for: scene.rebalance + .seconds(2))
        }
    }

    private func strike(_ blow: Blow, _ dice: inout Dice) async throws {
        let victims = scene.fleet.running.filter { $0 !== witness }
        let victim = victims.randomElement(using: &dice)
        switch blow {
        case .kill:
            guard let victim else { return }
            tell("a worker is killed, and replaced")
            try await scene.kill(victim)
            try scene.join()
        case .join:
            guard victims.count < most else { return }
            tell("a worker joins")
            try scene.join()
        case .leave:
            guard let victim else { return }
            tell("a worker leaves")
            try await scene.leave(victim)
        case .leaveWhileJoining:
            tell("a worker joins and leaves")
            let passing = try scene.join()
            try await Task.sleep(for: .milliseconds(Int.random(in: 200...3_000, using: &dice)))
            try await scene.leave(passing)
        case .broker(let fault):
            tell(fault.rawValue)
            await fault.strike(
                scene, broker: Int.random(in: 1...scene.cluster.brokers, using: &dice),
                outage: .milliseconds(Int.random(in: 100...4_000, using: &dice)))
        }
    }

    private func tell(_ event: String) {
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print(String(format: "%6.1f s  %d workers  ", seconds, scene.fleet.running.count) + event)
        // To be read while it goes on, be it through a pipe.
        fflush(nil)
    }
}
