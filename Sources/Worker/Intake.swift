/// How many more requests a worker may take: a pure account of its two caps.
///
/// Taking stops at a cap and goes on once half of it is free: waking for every single free place would take records one
/// by one.
struct Intake: Sendable {
    let concurrency: Int
    let maxUnacknowledged: Int
    /// Most records of one take: what waits in the process for a lookup is bounded by it.
    let batch: Int

    /// Lookups in progress.
    private(set) var lookups = 0
    /// Requests taken that wait for a lookup to end.
    private(set) var waiting = 0
    private var isHeldBack = false

    init(concurrency: Int, maxUnacknowledged: Int, batch: Int = 1_000) {
        self.concurrency = concurrency
        self.maxUnacknowledged = maxUnacknowledged
        self.batch = min(batch, maxUnacknowledged)
    }

    /// How many records to take now, with `outstanding` requests taken and not done; 0 to wait.
    mutating func room(outstanding: Int) -> Int {
        guard waiting == 0, lookups < concurrency else { return 0 }
        let free = maxUnacknowledged - outstanding
        if free <= 0 { isHeldBack = true }
        if free > maxUnacknowledged / 2 { isHeldBack = false }
        guard !isHeldBack else { return 0 }
        return min(free, batch)
    }

    /// A request needs a lookup: true to begin it now, false to queue it.
    mutating func begin() -> Bool {
        guard lookups < concurrency else {
            waiting += 1
            return false
        }
        lookups += 1
        return true
    }

    /// A lookup ended: true where a queued request takes its place.
    mutating func end() -> Bool {
        if waiting > 0 {
            waiting -= 1
            return true
        }
        lookups -= 1
        return false
    }
}
