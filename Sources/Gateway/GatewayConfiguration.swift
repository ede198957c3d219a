import Lexicon
import Secrets

/// How a gateway serves.
public struct GatewayConfiguration: Sendable {
    /// The name or address to listen at.
    public var host: String
    /// 0 for any that is free.
    public var port: Int
    /// How long an answer may take.
    public var timeout: Duration
    /// How long requests in flight may take once the gateway is told to stop.
    public var drainTimeout: Duration
    /// Of each request, as workers have them.
    public var limits: RequestLimits
    /// Requests that are looked up at once; the next is refused. A list of words counts as one.
    public var maxInFlight: Int
    /// Connections at once. One more, and the one goes whose client has been waited for longest.
    public var maxConnections: Int
    /// Connections, and requests that are looked up at once, of one client address; nil for any number.
    public var maxPerClient: Int?
    /// Largest body of a request, in bytes.
    public var maxBody: Int
    /// Bytes that bodies which have not come whole may take together: 64 of the largest.
    var bodyMemory: Int { 64 * maxBody }
    /// Words per second of one client address, those of a list too; nil for any number.
    public var rate: Double?
    /// One of these must come with each request; empty for no such thing.
    public var tokens: [Secret]
    /// The origins whose pages may read the answers; `*` stands for all.
    public var allowedOrigins: [String]
    /// The names that requests may be for; `*` stands for all. Without one, all where others than this machine can ask.
    public var allowedHosts: [String]
    /// The proxies whose word is taken for whom they ask.
    public var trustedProxies: [NetworkRange]

    /// How long a client may take to send the head of a request, or the body, or to take a part of an answer off the
    /// connection.
    public var patience: Duration
    /// How long a connection may lie idle.
    static let idleTimeout = Duration.seconds(60)

    /// Fit for the loopback; see `docs/operations.md` for the open net.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, timeout: Duration = .seconds(15),
        drainTimeout: Duration = .seconds(30), limits: RequestLimits = .init(), maxInFlight: Int = 256,
        maxConnections: Int = 1_000, maxPerClient: Int? = 100, maxBody: Int = 1024 * 1024, rate: Double? = nil,
        tokens: [Secret] = [], allowedOrigins: [String] = [], allowedHosts: [String] = [],
        trustedProxies: [NetworkRange] = [], patience: Duration = .seconds(20)
    ) {
        self.host = host
        self.port = port
        self.timeout = timeout
        self.drainTimeout = drainTimeout
        self.limits = limits
        self.maxInFlight = maxInFlight
        self.maxConnections = maxConnections
        self.maxPerClient = maxPerClient
        self.maxBody = maxBody
        self.rate = rate
        self.tokens = tokens
        self.allowedOrigins = allowedOrigins
        self.allowedHosts = allowedHosts
        self.trustedProxies = trustedProxies
        self.patience = patience
    }
}
