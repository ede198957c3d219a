import Kafka

/// Faults that only the embedded broker can be told to have.
public enum BrokerFault: String, Sendable, CaseIterable {
    case produceErrors = "errors for produce requests"
    case fetchErrors = "errors for fetch requests"
    case commitErrors = "errors for commits"
    case joinErrors = "errors for joins"
    case heartbeatErrors = "errors for heartbeats"
    case lostConnections = "lost connections"
    case coordinatorMove = "a move of the coordinator"
    case leaderMoves = "moves of leaders"
    case outage = "the broker is away"

    /// Lets it happen, and notes in the account what work may be done again because of it.
    public func strike(_ scene: Scene, broker number: Int = 1, outage length: Duration = .seconds(1)) async {
        guard let broker = scene.cluster.embedded else { return }
        let begin = ContinuousClock.now
        switch self {
        case .produceErrors: await broker.fail(.produce, with: [.notLeaderForPartition, .notEnoughReplicas])
        case .fetchErrors: await broker.fail(.fetch, with: [.notLeaderForPartition, .requestTimedOut])
        case .commitErrors:
            await broker.fail(
                .offsetCommit, with: [.coordinatorNotAvailable, .rebalanceInProgress, .illegalGeneration])
        case .joinErrors:
            // Somebody has to join again for it.
            await broker.fail(.joinGroup, with: [.coordinatorNotAvailable, .unknownMember])
            await broker.fail(.heartbeat, with: [.rebalanceInProgress])
        case .heartbeatErrors: await broker.fail(.heartbeat, with: [.coordinatorNotAvailable, .unknownMember])
        case .lostConnections:
            await broker.fail(.heartbeat, with: [.disconnect])
            await broker.fail(.fetch, with: [.disconnect])
        case .coordinatorMove: await broker.moveCoordinator(of: scene.cluster.group, to: number)
        case .leaderMoves:
            let topic = scene.cluster.topics.topic(of: Sites.Site.healthy.language)
            for partition in 0..<scene.cluster.partitions {
                await broker.moveLeader(of: TopicPartition(topic: topic, partition: Int32(partition)), to: number)
            }
        case .outage:
            await broker.goDown()
            try? await Task.sleep(for: length)
            await broker.comeUp()
        }
        guard let aftermath else { return }
        scene.traffic.disturb(from: begin, until: .now + aftermath)
        scene.traffic.rebalance(for: scene.rebalance)
    }

    /// How long after it a member may lose partitions with work that it cannot commit any more; nil for never.
    private var aftermath: Duration? {
        switch self {
        case .produceErrors, .fetchErrors, .leaderMoves: nil
        case .commitErrors, .joinErrors, .heartbeatErrors, .lostConnections, .coordinatorMove: .seconds(4)
        case .outage: .seconds(6)
        }
    }
}
