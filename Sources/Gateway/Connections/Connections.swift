import CoreMetrics
import Logging
import NIOCore
import Synchronization

/// The connections of a gateway, which live on several event loops: lets in as many as may be, and has those that wait
/// longest go for others.
final class Connections: Sendable {
    /// While a cap goes on being met, nothing more is said about it for so long.
    private static let silence = Duration.seconds(60)

    private struct State {
        var table: ConnectionTable<ObjectIdentifier, NetworkAddress.Client>
        var channels: [ObjectIdentifier: any Channel] = [:]
        var lastTold: [Bool: ContinuousClock.Instant] = [:]
    }

    private let state: Mutex<State>
    private let proxies: TrustedProxies
    private let refusals: Counter
    private let logger: Logger

    init(limit: Int, clientLimit: Int, proxies: TrustedProxies, refusals: Counter, logger: Logger) {
        state = Mutex(State(table: ConnectionTable(limit: limit, clientLimit: clientLimit)))
        self.proxies = proxies
        self.refusals = refusals
        self.logger = logger
    }

    /// Whether the connection may stay; where it may, it is let go of with `remove`.
    func admit(_ channel: any Channel) -> Bool {
        let address = NetworkAddress(channel.remoteAddress)
        // A proxy's clients are counted one by one, as they ask.
        let client = address.flatMap { proxies.contain($0) ? nil : $0.client }
        let now = ContinuousClock.now
        let (admission, gone) = state.withLock { state -> (Admission, (any Channel)?) in
            let id = ObjectIdentifier(channel)
            let admission = state.table.admit(id, of: client, now: now)
            switch admission {
            case .admitted: state.channels[id] = channel
            case .insteadOf(let other):
                state.channels[id] = channel
                return (admission, state.channels.removeValue(forKey: other))
            case .refused: break
            }
            return (admission, nil)
        }
        guard admission != .admitted else { return true }
        refusals.increment()
        gone?.close(promise: nil)
        if case .refused(let cap) = admission {
            tell(isRefusal: true, now, cap, address)
            return false
        }
        tell(isRefusal: false, now, nil, address)
        return true
    }

    private typealias Admission = ConnectionTable<ObjectIdentifier, NetworkAddress.Client>.Admission
    private typealias Cap = ConnectionTable<ObjectIdentifier, NetworkAddress.Client>.Cap

    /// One line at a time: who floods the gateway is not to flood its log.
    private func tell(isRefusal: Bool, _ now: ContinuousClock.Instant, _ cap: Cap?, _ address: NetworkAddress?) {
        let isDue = state.withLock { state in
            let isDue = state.lastTold[isRefusal].map { now - $0 > Self.silence } ?? true
            state.lastTold[isRefusal] = now
            return isDue
        }
        guard isDue else { return }
        let from: Logger.Metadata = ["client": "\(address?.description ?? "unknown")"]
        switch cap {
        case nil: logger.warning("as many connections as may be: those go that were idle longest", metadata: from)
        case .client:
            logger.warning(
                "a client has as many connections as it may, all of them busy; a proxy is to be named (--trusted-proxy)",
                metadata: from)
        case .all: logger.warning("as many connections as may be, all of them busy", metadata: from)
        }
    }

    /// Nothing of a request has come that is not answered, or its first byte has.
    func waits(_ channel: any Channel) {
        state.withLock { $0.table.waits(ObjectIdentifier(channel), since: .now) }
    }

    /// A request has come whole.
    func isAnswered(_ channel: any Channel) {
        state.withLock { $0.table.isAnswered(ObjectIdentifier(channel)) }
    }

    func remove(_ channel: any Channel) {
        state.withLock { state in
            let id = ObjectIdentifier(channel)
            state.table.remove(id)
            state.channels[id] = nil
        }
    }
}
