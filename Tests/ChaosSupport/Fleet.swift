import Foundation
import Kafka
import Synchronization
import TestSupport

/// The workers of one run: processes of the built `dico`.
public final class Fleet: Sendable {
    private let cluster: Cluster
    private let sites: Sites
    private let strategy: AssignmentStrategy
    private let workers = Mutex<[Worker]>([])

    public init(_ cluster: Cluster, _ sites: Sites, strategy: AssignmentStrategy) {
        self.cluster = cluster
        self.sites = sites
        self.strategy = strategy
    }

    public var running: [Worker] { workers.withLock { $0 } }

    /// Starts a worker and does not wait for it.
    @discardableResult
    public func start(_ options: [String] = []) throws -> Worker {
        let process = try DicoProcess(
            ["worker", "--providers", sites.providers.path, "--assignment-strategy", strategy.rawValue]
                + cluster.workerOptions + options)
        let worker = Worker(process: process)
        workers.withLock { $0.append(worker) }
        return worker
    }

    /// Ends a worker in the middle of what it does.
    public func kill(_ worker: Worker) async throws {
        workers.withLock { $0.removeAll { $0 === worker } }
        worker.process.signal(SIGKILL)
        _ = try await worker.process.ended()
    }

    /// Asks a worker to stop and waits until it has; throws where it ends in any other way than it should.
    public func stop(_ worker: Worker) async throws {
        workers.withLock { $0.removeAll { $0 === worker } }
        // Until it says so, it may not have come to trap signals: a process that is not up yet has no manners.
        try await eventually { worker.process.errorsSoFar.contains("starting") || !worker.process.isRunning }
        worker.process.signal(SIGTERM)
        let ended = try await worker.process.ended()
        guard ended.code == 0 else { throw BadEnd(code: ended.code, log: ended.errors) }
    }

    public func stopAll() async throws {
        try await withThrowingTaskGroup { group in
            for worker in running { group.addTask { try await self.stop(worker) } }
            try await group.waitForAll()
        }
    }

    /// A worker that did not leave with 0.
    public struct BadEnd: Error, CustomStringConvertible {
        let code: Int32
        let log: String

        public var description: String { "A worker ended with \(code): \(log.suffix(2_000))" }
    }
}

/// One process of `dico worker`.
public final class Worker: Sendable {
    public let process: DicoProcess

    init(process: DicoProcess) { self.process = process }

    /// How often it was given partitions, by its log.
    public var assignments: Int { count("assigned") }
    /// How often it was asked for partitions back.
    public var revocations: Int { count("revoking") }

    /// Waits until it has been assigned partitions `count` times.
    public func assigned(times count: Int = 1) async throws {
        try await eventually { self.assignments >= count || !self.process.isRunning }
        guard process.isRunning else { throw Gone(log: process.errorsSoFar) }
    }

    /// A worker that ended unasked.
    public struct Gone: Error { let log: String }

    /// Events with some partitions: a member may be told of none.
    private func count(_ event: String) -> Int {
        process.errorsSoFar.split(separator: "\n").count { $0.contains(" \(event)") && !$0.contains("partitions=[]") }
    }

    /// The port of its admin endpoints, once it has told; nil where it has none.
    public var adminPort: Int? {
        let line = process.errorsSoFar.split(separator: "\n").first { $0.contains("admin endpoints") }
        return line?.firstMatch(of: /127\.0\.0\.1:([0-9]+)/).flatMap { Int($0.output.1) }
    }

    /// What it logged of its partitions and of trouble.
    public var story: [Substring] {
        process.errorsSoFar.split(separator: "\n").filter { line in
            ["assigned", "revoking", "lost", "warning", "error"].contains { line.contains($0) }
        }
    }

    /// What it holds at this moment.
    public var holding: Holding? { Holding(of: process.processIdentifier) }
}
