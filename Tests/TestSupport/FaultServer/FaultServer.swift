import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server on a free port of loopback that can also do what no server should. It runs until it is released.
///
///     let server = try await FaultServer()
///     server.respond(to: "/wiki/Wolke") { _ in .page("<p>Wolke</p>") }
///     let page = try await fetcher.fetch(PageRequest(url: server.url("/wiki/Wolke"), …))
///     #expect(server.requests(to: "/wiki/Wolke").count == 1)
///
/// Without a route of the test's own, the routes of `FaultRoute` answer, and 404 for the rest.
public final class FaultServer: Sendable {
    /// A request as it came.
    public struct Request: Sendable {
        public let method: String
        /// Path and query, as sent.
        public let target: String
        /// By lower-case name.
        public let headers: [String: String]
        /// The connection it came on, counted from 1.
        public let connection: Int
        public let receivedAt: ContinuousClock.Instant

        /// The target without its query.
        public var path: String { String(target.prefix { $0 != "?" }) }
    }

    public typealias Responder = @Sendable (Request) -> Reply

    /// The port on 127.0.0.1.
    public let port: Int
    private let state: ServerState
    private let listener: any Channel

    public init() async throws {
        let state = ServerState()
        for route in FaultRoute.allCases { state.setResponder(route.responder, for: route.path) }
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Visit(channel, at: state))
                }
            }
        listener = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
        self.state = state
    }

    deinit { stop() }

    /// Refuses new connections and cuts those there are; the port is closed soon after. Releasing the server does it too.
    public func stop() {
        listener.close(promise: nil)
        for channel in state.leave() { channel.close(promise: nil) }
    }

    /// `http://127.0.0.1:PORT` and `path`, which begins with a slash.
    public func url(_ path: String = "") -> String { "http://127.0.0.1:\(port)\(path)" }

    public func url(_ route: FaultRoute) -> String { url(route.path) }

    /// Answers requests for `path` (as sent: percent-encoded; without query for any query) in the test's own way.
    public func respond(to path: String, with responder: @escaping Responder) {
        state.setResponder(responder, for: path)
    }

    /// Answers what has no route in the test's own way.
    public func respondOtherwise(with responder: @escaping Responder) {
        state.setFallback(responder)
    }

    /// All requests so far, in order.
    public var requests: [Request] { state.requests }

    /// Those for one path, whatever the query.
    public func requests(to path: String) -> [Request] { requests.filter { $0.path == path || $0.target == path } }

    /// Connections that were accepted.
    public var connections: Int { state.connections }

    /// Connections that are open.
    public var openConnections: Int { state.openConnections }
}

/// What the server and its connections share.
final class ServerState: Sendable {
    private struct State {
        var responders: [String: FaultServer.Responder] = [:]
        var fallback: FaultServer.Responder = { _ in .page("Not found.", status: 404) }
        var requests: [FaultServer.Request] = []
        var connections = 0
        var open: [ObjectIdentifier: any Channel] = [:]
    }

    private let state = Mutex(State())

    var requests: [FaultServer.Request] { state.withLock(\.requests) }
    var connections: Int { state.withLock(\.connections) }
    var openConnections: Int { state.withLock(\.open.count) }

    func setResponder(_ responder: @escaping FaultServer.Responder, for path: String) {
        state.withLock { $0.responders[path] = responder }
    }

    func setFallback(_ responder: @escaping FaultServer.Responder) {
        state.withLock { $0.fallback = responder }
    }

    /// Notes a new connection, and returns its number.
    func enter(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.connections += 1
            state.open[ObjectIdentifier(channel)] = channel
            return state.connections
        }
    }

    func leave(_ channel: any Channel) {
        state.withLock { $0.open[ObjectIdentifier(channel)] = nil }
    }

    /// The connections that are open, which nobody counts any more.
    func leave() -> [any Channel] {
        state.withLock { state in
            defer { state.open = [:] }
            return Array(state.open.values)
        }
    }

    func reply(to request: FaultServer.Request) -> Reply {
        let responder = state.withLock { state in
            state.requests.append(request)
            return state.responders[request.target] ?? state.responders[request.path] ?? state.fallback
        }
        return responder(request)
    }
}
