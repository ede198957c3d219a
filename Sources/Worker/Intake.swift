/// How many more requests a worker may take, and whose lookups begin: a pure account of its two caps.
///
/// Taking stops at a cap and goes on once half of it is free: waking for every single free place would take records one
/// by one.
///
/// The languages share the places for lookups, so that those of a slow site do not hold the others up: a place that
/// becomes free goes to the language that has the fewest, and one that has none gets one even where all are taken. That
/// holds as long as fewer than `batch` requests wait: a backlog of one language beyond it does hold the others up.
struct Intake: Sendable {
    let concurrency: Int
    let maxUnacknowledged: Int
    /// Most records of one take: what waits in the process for a lookup is bounded by twice as many.
    let batch: Int
    private let languages: Int

    /// Lookups in progress, by language.
    private var running: [String: Int] = [:]
    /// Lookups in progress.
    private(set) var lookups = 0
    /// Requests taken that wait for a lookup to end, by language.
    private var queued: [String: Int] = [:]
    private var waiting = 0
    private var isHeldBack = false

    /// - Parameter languages: How many there are.
    init(concurrency: Int, maxUnacknowledged: Int, languages: Int = 1, batch: Int = 1_000) {
        self.concurrency = concurrency
        self.maxUnacknowledged = maxUnacknowledged
        self.languages = languages
        self.batch = min(batch, maxUnacknowledged)
    }

    /// How many records to take now, with `outstanding` requests taken and not done; 0 to wait.
    mutating func room(outstanding: Int) -> Int {
        guard waiting < batch, lookups < concurrency || running.count < languages else { return 0 }
        let free = maxUnacknowledged - outstanding
        if free <= 0 { isHeldBack = true }
        if free > maxUnacknowledged / 2 { isHeldBack = false }
        guard !isHeldBack else { return 0 }
        return min(free, batch)
    }

    /// A request needs a lookup: true to begin it now, false to queue it.
    mutating func begin(_ language: String) -> Bool {
        guard queued[language] == nil, mayBegin(language) else {
            queued[language, default: 0] += 1
            waiting += 1
            return false
        }
        start(language)
        return true
    }

    /// A lookup ended: the language of the queued request that takes its place, if any.
    mutating func end(_ language: String) -> String? {
        lookups -= 1
        running[language] = running[language].flatMap { $0 > 1 ? $0 - 1 : nil }
        guard let next = queued.keys.min(by: { running[$0, default: 0] < running[$1, default: 0] }), mayBegin(next)
        else { return nil }
        waiting -= 1
        queued[next] = queued[next].flatMap { $0 > 1 ? $0 - 1 : nil }
        start(next)
        return next
    }

    private mutating func start(_ language: String) {
        lookups += 1
        running[language, default: 0] += 1
    }

    private func mayBegin(_ language: String) -> Bool {
        lookups < concurrency || running[language] == nil
    }
}
