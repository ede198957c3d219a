/// Who is connected, and who goes when one more comes than may be. Pure.
///
/// A connection *waits for its client* from its beginning, from the end of an answer, or from the first byte of a request
/// on, until that request has come whole. Whoever sends slowly has therefore waited longest, and goes first; what is being
/// answered never goes.
struct ConnectionTable<ID: Hashable, Client: Hashable> {
    /// What becomes of one that comes.
    enum Admission: Equatable {
        case admitted
        /// This one goes for it.
        case insteadOf(ID)
        /// All that could go are being answered: as many as may be of one client, or of all.
        case refused(Cap)
    }

    /// Which number is reached.
    enum Cap { case client, all }

    private struct Connection {
        let client: Client?
        /// Nil while it is being answered.
        var waitsSince: ContinuousClock.Instant?
    }

    private let limit: Int
    private let clientLimit: Int
    private var connections: [ID: Connection] = [:]
    private var counts: [Client: Int] = [:]

    init(limit: Int, clientLimit: Int) {
        self.limit = limit
        self.clientLimit = clientLimit
    }

    var count: Int { connections.count }

    /// - Parameter client: Nil for one who speaks for many, and counts among all alone.
    mutating func admit(_ id: ID, of client: Client?, now: ContinuousClock.Instant) -> Admission {
        var gone: ID?
        if let client, counts[client, default: 0] >= clientLimit {
            gone = longestWaiting { $0.client == client }
            guard gone != nil else { return .refused(.client) }
        } else if connections.count >= limit {
            gone = longestWaiting { _ in true }
            guard gone != nil else { return .refused(.all) }
        }
        if let gone { remove(gone) }
        connections[id] = Connection(client: client, waitsSince: now)
        if let client { counts[client, default: 0] += 1 }
        return gone.map { .insteadOf($0) } ?? .admitted
    }

    mutating func waits(_ id: ID, since now: ContinuousClock.Instant) {
        connections[id]?.waitsSince = now
    }

    mutating func isAnswered(_ id: ID) {
        connections[id]?.waitsSince = nil
    }

    mutating func remove(_ id: ID) {
        guard let client = connections.removeValue(forKey: id)?.client, let count = counts[client] else { return }
        counts[client] = count > 1 ? count - 1 : nil
    }

    /// All are looked at, which happens only at a cap.
    private func longestWaiting(where isChosen: (Connection) -> Bool) -> ID? {
        var longest: (id: ID, since: ContinuousClock.Instant)?
        for (id, connection) in connections {
            guard let since = connection.waitsSince, isChosen(connection) else { continue }
            if longest.map({ since < $0.since }) ?? true { longest = (id, since) }
        }
        return longest?.id
    }
}
