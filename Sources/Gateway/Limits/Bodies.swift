import CoreMetrics
import Synchronization

/// The bodies of a gateway that have not come whole: has some go where they take more memory together than they may.
final class Bodies: Sendable {
    /// One of them, until nobody holds the ticket any more.
    final class Ticket: Sendable {
        private let bodies: Bodies
        /// Ends when the body has to go for others.
        let departure: AsyncStream<Void>

        fileprivate init(_ bodies: Bodies, of client: NetworkAddress.Client) {
            let (departure, end) = AsyncStream<Void>.makeStream()
            self.bodies = bodies
            self.departure = departure
            bodies.begin(ObjectIdentifier(self), of: client, end)
        }

        /// - Parameter bytes: What the body takes of memory by now.
        func grow(to bytes: Int) { bodies.grow(ObjectIdentifier(self), to: bytes) }

        deinit { bodies.remove(ObjectIdentifier(self)) }
    }

    private struct State {
        var table: BodyTable<ObjectIdentifier, NetworkAddress.Client>
        var departures: [ObjectIdentifier: AsyncStream<Void>.Continuation] = [:]
    }

    private let state: Mutex<State>
    private let refusals: Counter

    /// - Parameter limit: Bytes that all may take together.
    init(limit: Int, refusals: Counter) {
        state = Mutex(State(table: BodyTable(limit: limit)))
        self.refusals = refusals
    }

    func ticket(for client: NetworkAddress.Client) -> Ticket { Ticket(self, of: client) }

    private func begin(
        _ id: ObjectIdentifier, of client: NetworkAddress.Client, _ departure: AsyncStream<Void>.Continuation
    ) {
        state.withLock { state in
            state.table.begin(id, of: client)
            state.departures[id] = departure
        }
    }

    private func grow(_ id: ObjectIdentifier, to bytes: Int) {
        let gone = state.withLock { state in
            state.table.grow(id, to: bytes).compactMap { state.departures.removeValue(forKey: $0) }
        }
        for departure in gone { departure.finish() }
        refusals.increment(by: gone.count)
    }

    private func remove(_ id: ObjectIdentifier) {
        state.withLock { state in
            state.table.remove(id)
            state.departures[id] = nil
        }
    }
}
