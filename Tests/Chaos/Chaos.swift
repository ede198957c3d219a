import ArgumentParser
import ChaosSupport
import Foundation
import Kafka
import TestSupport

@main
struct Chaos: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaos",
        abstract: "Let everything go wrong at once, and count what became of every request.",
        discussion: """
            Workers, a broker and dictionary sites, one with pages that are slow to read, run on this machine, under traffic that is part words and \
            part poison, and every second or so something happens to them. In the end every request must have been \
            answered or lie in the dead letters, none twice without a reason, and the workers must hold no more than \
            they did at the start. Exit code 0 says that they did.

            With DICO_TEST_BOOTSTRAP the broker is the one that it names, and does not itself fail.
            """)

    @Option(help: "How long, in seconds.")
    var seconds = 90

    @Option(help: "Requests per second.")
    var rate = 50

    @Option(help: "Workers.")
    var workers = 3

    @Option(help: "The seed of a run that is to be repeated.")
    var seed: UInt64?

    @Option(help: "How the workers share the partitions. The embedded broker makes all but the default repeat work.")
    var strategy: AssignmentStrategy?

    func validate() throws {
        for (option, count) in [("--seconds", seconds), ("--rate", rate), ("--workers", workers)] where count < 1 {
            throw ValidationError("\(option) is \(count): expected at least 1.")
        }
    }

    func run() async throws {
        let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        let strategy = strategy ?? Scene.strategy
        print("seed \(seed), \(strategy.rawValue), \(Cluster.real ?? "embedded broker")")
        let begin = ContinuousClock.now
        let scene = try await Scene(
            workers: workers, brokers: 2, strategy: strategy, options: ["--admin-address", "0", "--read-budget", "1"])
        let watch = HealthWatch(scene.fleet.running)
        let havoc = Havoc(scene, begin: begin, size: workers)
        async let sent: Void = send(to: scene, seed)
        async let silences = watch.silences(for: .seconds(seconds))
        try await havoc.run(for: .seconds(seconds), seed: seed)
        try await sent
        let silent = await silences
        let summary = try await scene.traffic.settle(within: .seconds(120))
        let held = await scene.heldTooMuch()
        let stories = scene.fleet.running.map(\.story)
        try await scene.fleet.stopAll()
        await scene.traffic.close()
        print(summary)
        for line in scene.traffic.account.unexplained.prefix(20) {
            let moment = line.doneAt.map { String(format: "%.1f s", ($0 - begin) / .seconds(1)) } ?? "never"
            print(
                "\(line.id) of \(line.lane.topic)-\(line.lane.partition), first done at \(moment), \(line.repeats) too many"
            )
        }
        for silence in silent { print("a worker's health did not answer: \(silence)") }
        for (before, after) in held { print("a worker kept too much: \(before), now \(after)") }
        // Only with this strategy does the embedded broker take commits during a rebalance.
        let isBounded = strategy == Scene.strategy || !Cluster.isEmbedded
        if !isBounded { print("with \(strategy.rawValue), the embedded broker repeats work at every rebalance") }
        guard summary.lost == 0, summary.excess == 0 || !isBounded, held.isEmpty, silent.isEmpty else {
            for story in stories { print("A worker's log:", story.joined(separator: "\n"), separator: "\n") }
            throw ExitCode.failure
        }
    }

    private func send(to scene: Scene, _ seed: UInt64) async throws {
        var dice = Dice(seed: seed ^ 1)
        // The embedded broker keeps 5 MiB of a partition.
        let poison = Poison.allCases.filter { $0 != .immense }
        try await scene.traffic.send(perSecond: rate, for: .seconds(seconds)) { _ in
            switch Int.random(in: 0..<100, using: &dice) {
            case 0..<2: .word(.slow)
            case 2..<5: .word(.dead)
            case 5..<7: .word(.costly)
            case 7..<15: .poison(poison.randomElement(using: &dice)!)
            default: .word(.healthy)
            }
        }
    }
}

extension AssignmentStrategy: ExpressibleByArgument {}
