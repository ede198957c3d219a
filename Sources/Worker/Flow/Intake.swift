/// How many more requests a worker may take from each of its topics: a pure account of its bounds.
///
/// Taking stops at a bound and goes on once half of it is free: waking for every single free place would take records one
/// by one.
struct Intake: Sendable {
    /// Most replies that the broker has not acknowledged, of all topics together.
    let maxUnacknowledged: Int
    /// Most requests of one topic that wait here for a turn. What is known already is answered at once as far as this
    /// many others are read ahead of it.
    let readAhead: Int
    /// Most requests of one topic from the first one not done on, done or not: what a kill may repeat of it.
    let span: Int
    /// Most records of one take.
    private let batch: Int

    private var isHeldBack = false
    private var topicsHeldBack: Set<String> = []

    init(maxUnacknowledged: Int, readAhead: Int, batch: Int = 250) {
        self.maxUnacknowledged = maxUnacknowledged
        self.readAhead = readAhead
        span = max(maxUnacknowledged, readAhead)
        self.batch = batch
    }

    /// How many records of `topic` to take now; 0 to wait.
    ///
    /// - Parameters:
    ///   - unacknowledged: Replies, of all topics.
    ///   - waiting: Requests of the topic that wait for a turn, or for the end of a lookup.
    ///   - span: Requests of the topic from the first one not done on.
    mutating func room(of topic: String, unacknowledged: Int, waiting: Int, span: Int) -> Int {
        Self.update(&isHeldBack, free: maxUnacknowledged - unacknowledged, of: maxUnacknowledged)
        var isTopicHeldBack = topicsHeldBack.contains(topic)
        let free = min(readAhead - waiting, self.span - span)
        Self.update(&isTopicHeldBack, free: free, of: readAhead)
        if isTopicHeldBack { topicsHeldBack.insert(topic) } else { topicsHeldBack.remove(topic) }
        guard !isHeldBack, !isTopicHeldBack else { return 0 }
        return min(maxUnacknowledged - unacknowledged, free, batch)
    }

    private static func update(_ isHeldBack: inout Bool, free: Int, of bound: Int) {
        if free <= 0 { isHeldBack = true }
        if free > bound / 2 { isHeldBack = false }
    }
}
