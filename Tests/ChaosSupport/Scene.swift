import Kafka
import TestSupport

/// A run: workers, their broker and their sites, the traffic between them and the account of it.
public final class Scene: Sendable {
    public let cluster: Cluster
    public let sites: Sites
    public let fleet: Fleet
    public let traffic: Traffic
    /// What workers held once they had something to do, by process.
    private let before: [(worker: Worker, holding: Holding)]

    /// The strategy that keeps repeats within their bound: a real broker takes commits in the middle of a rebalance
    /// with any, the embedded one with this.
    public static var strategy: AssignmentStrategy { Cluster.isEmbedded ? .cooperativeSticky : .range }

    /// Starts this many workers, waits until each has partitions, and sends a little traffic through them.
    ///
    /// - Parameters:
    ///   - brokers: Of an embedded cluster.
    ///   - pace: Of the healthy site, in requests per second of all workers together.
    ///   - stockPace: Of the paced site.
    ///   - options: For these workers.
    public init(
        workers: Int = 1, brokers: Int = 1, partitions: Int = 4, strategy: AssignmentStrategy = Scene.strategy,
        pace: Double = 1_000, stockPace: Double = 2, options: [String] = []
    ) async throws {
        cluster = try await Cluster(partitions: partitions, brokers: brokers)
        sites = try await Sites(pace: pace, stockPace: stockPace)
        fleet = Fleet(cluster, sites, strategy: strategy)
        for _ in 0..<workers { try fleet.start(options) }
        for worker in fleet.running { try await worker.assigned() }
        traffic = try await Traffic(cluster)
        for _ in 0..<20 { traffic.send(.word(.healthy)) }
        try await traffic.ending()
        before = fleet.running.compactMap { worker in worker.holding.map { (worker, $0) } }
    }

    // MARK: Members that come and go

    /// Starts a worker and does not wait for it.
    @discardableResult
    public func join() throws -> Worker {
        noteChange()
        return try fleet.start()
    }

    /// Asks a worker to stop and waits until it has.
    public func leave(_ worker: Worker) async throws {
        noteChange()
        try await fleet.stop(worker)
    }

    /// Ends a worker in the middle of what it does.
    public func kill(_ worker: Worker) async throws {
        noteChange()
        try await fleet.kill(worker)
        traffic.disturb()
    }

    /// How long the group may take to share its partitions anew: a session until a killed member is missed, and twice
    /// that until all have joined.
    public var rebalance: Duration { cluster.session * 3 }

    /// The embedded broker refuses commits while members join, and with them those of a member that has to give
    /// partitions up just then because another comes or goes. A real one takes them.
    private func noteChange() {
        // On a busy machine a member can take longer to join than is reckoned with.
        let isJoining = fleet.running.contains { $0.assignments == 0 }
        if Cluster.isEmbedded, isJoining || traffic.account.isRebalancing(at: .now) {
            traffic.disturb(from: .now, until: .now + rebalance)
        }
        traffic.rebalance(for: rebalance)
    }

    // MARK: What workers hold

    /// Waits until the workers that were there from the start hold no more than they did then; returns what is held
    /// beyond that where they do not.
    public func heldTooMuch() async -> [(before: Holding, after: Holding)] {
        let there = before.filter { $0.worker.process.isRunning }
        try? await eventually(within: .seconds(20)) {
            there.allSatisfy { $0.worker.holding?.isBack(to: $0.holding) ?? true }
        }
        return there.compactMap { entry in
            guard let now = entry.worker.holding, !now.isBack(to: entry.holding) else { return nil }
            return (entry.holding, now)
        }
    }
}
