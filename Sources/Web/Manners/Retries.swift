/// How often and how patiently a fetch is tried again.
public struct RetryPolicy: Sendable, Hashable {
    /// Tries in total.
    public var tries: Int
    /// The longest wait before the second try; it doubles with every further one.
    public var base: Duration
    /// The longest wait that is chosen here.
    public var cap: Duration
    /// The longest Retry-After that is waited out where the request has no deadline.
    public var patience: Duration

    /// What a worker does where nothing else is said.
    public init(
        tries: Int = 3, base: Duration = .milliseconds(500), cap: Duration = .seconds(8),
        patience: Duration = .seconds(60)
    ) {
        self.tries = tries
        self.base = base
        self.cap = cap
        self.patience = patience
    }
}

/// The tries of one fetch. Plain state: an outcome in, an action out.
struct Retries {
    enum Action: Equatable {
        case giveBack
        case retry(after: Duration)
    }

    private let policy: RetryPolicy
    private var tried = 0

    init(_ policy: RetryPolicy) { self.policy = policy }

    /// - Parameters:
    ///   - isPassing: Whether the outcome of the last try may be another one soon.
    ///   - retryAfter: What the site asked for.
    ///   - remaining: Until the request's deadline; nil where it has none.
    ///   - luck: A random number, 0 up to 1: the part of the longest wait that is waited, so that clients that failed
    ///     together do not come back together.
    mutating func next(isPassing: Bool, retryAfter: Duration?, remaining: Duration?, luck: Double) -> Action {
        tried += 1
        guard isPassing, tried < policy.tries else { return .giveBack }
        let longest = min(policy.cap, policy.base * (1 << min(tried - 1, 30)))
        let wait = max(retryAfter ?? .zero, longest * luck)
        return wait < remaining ?? policy.patience ? .retry(after: wait) : .giveBack
    }
}
