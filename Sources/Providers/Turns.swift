/// The pace of sources, as those see it who have more to look up than it allows: whose turn it is, they decide.
///
/// Sources are named by their keys, "language/source". The defaults are those of sources without a pace.
public protocol Turns: Sendable {
    /// Calls `call` once, from any thread, as soon as a lookup that begins at `source` would have its turn at once. A
    /// later call for the same source takes the place of one that was not told yet.
    func whenOpen(_ source: String, _ call: @escaping @Sendable () -> Void)

    /// How long a lookup would wait for its turn at `source` behind `others`.
    func expectedWait(at source: String, behind others: Int) -> Duration

    /// Turns of `source` per second that are this worker's; nil where there is no pace.
    func turnsPerSecond(at source: String) -> Double?

    /// Sets which part of the fleet's pace, 0 to 1, is this worker's at all sources of `language`, and which part of its
    /// interval between two turns, 0 up to 1, it stays behind the others.
    func setShare(_ part: Double, phase: Double, of language: String)
}

extension Turns {
    /// At once.
    public func whenOpen(_ source: String, _ call: @escaping @Sendable () -> Void) { call() }
    /// None.
    public func expectedWait(at source: String, behind others: Int) -> Duration { .zero }
    /// Without bound.
    public func turnsPerSecond(at source: String) -> Double? { nil }
    /// Nothing to share.
    public func setShare(_ part: Double, phase: Double, of language: String) {}
}
