import Lexicon

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
    public var limits: RequestLimits
    /// Requests that are looked up at once; the next is refused. A list of words counts as one.
    public var maxInFlight: Int
    /// Largest body of a request, in bytes.
    public var maxBody: Int
    /// Requests per second of one client address; nil for any number.
    public var rate: Double?
    /// One of these must come with each request; empty for no such thing.
    public var tokens: [String]
    /// The origins whose pages may read the answers; `*` stands for all.
    public var allowedOrigins: [String]

    /// How long a client may take to send a body, or to take a part of an answer off the connection.
    public var patience: Duration
    /// How long a connection may lie idle, or be at sending the head of a request.
    static let idleTimeout = Duration.seconds(60)

    public init(
        host: String = "127.0.0.1", port: Int = 8080, timeout: Duration = .seconds(15),
        drainTimeout: Duration = .seconds(30), limits: RequestLimits = .init(), maxInFlight: Int = 256,
        maxBody: Int = 1024 * 1024, rate: Double? = nil, tokens: [String] = [], allowedOrigins: [String] = [],
        patience: Duration = .seconds(20)
    ) {
        self.host = host
        self.port = port
        self.timeout = timeout
        self.drainTimeout = drainTimeout
        self.limits = limits
        self.maxInFlight = maxInFlight
        self.maxBody = maxBody
        self.rate = rate
        self.tokens = tokens
        self.allowedOrigins = allowedOrigins
        self.patience = patience
    }
}
