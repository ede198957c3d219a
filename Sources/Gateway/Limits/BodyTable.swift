/// Whose bodies are coming, what they take of memory, and which of them go when that is more than may be. Pure.
///
/// Of the client whose bodies take most, the largest goes. Whoever sends a small one is therefore heard however much others
/// send: as long as there is no room, some client takes more.
struct BodyTable<ID: Hashable, Client: Hashable> {
    private struct Body {
        let client: Client
        var bytes = 0
    }

    private let limit: Int
    private var bodies: [ID: Body] = [:]
    /// Bytes of each client, and of all.
    private var shares: [Client: Int] = [:]
    private(set) var bytes = 0

    /// - Parameter limit: Bytes that all may take together.
    init(limit: Int) {
        self.limit = limit
    }

    mutating func begin(_ id: ID, of client: Client) {
        bodies[id] = Body(client: client)
    }

    /// Those that go, now that `id` takes so many bytes: it may be among them. What has gone takes nothing.
    mutating func grow(_ id: ID, to bytes: Int) -> [ID] {
        guard let body = bodies[id] else { return [] }
        bodies[id]?.bytes = bytes
        count(bytes - body.bytes, of: body.client)
        var gone: [ID] = []
        while self.bytes > limit, let largest {
            remove(largest)
            gone.append(largest)
        }
        return gone
    }

    mutating func remove(_ id: ID) {
        guard let body = bodies.removeValue(forKey: id) else { return }
        count(-body.bytes, of: body.client)
    }

    private mutating func count(_ change: Int, of client: Client) {
        bytes += change
        let share = shares[client, default: 0] + change
        shares[client] = share > 0 ? share : nil
    }

    /// All are looked at, which happens only at the limit.
    private var largest: ID? {
        guard let client = shares.max(by: { $0.value < $1.value })?.key else { return nil }
        return bodies.filter { $0.value.client == client }.max { $0.value.bytes < $1.value.bytes }?.key
    }
}
