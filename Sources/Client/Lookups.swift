import Lexicon

/// Where lookups go: the seam between HTTP and Kafka.
public protocol Lookups: Sendable {
    /// Asks and waits for the reply, for `limit` at most. A cancelled task waits no longer.
    ///
    /// - Parameter lane: The bulk lane for words of a list, which leave others the turn.
    func reply(to request: LookupRequest, in lane: Lane, within limit: Duration) async throws(Silence) -> LookupReply

    /// Why nothing can be asked at the moment, in one sentence; nil where it can.
    var trouble: String? { get }
}

/// Why a request has no reply.
public enum Silence: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was sent, and nobody answered in time.
    case timedOut(Duration)
    /// No broker is in reach.
    case brokerAway(String)
    /// It could not be sent.
    case refused(String)
    /// Whoever asks has stopped, or is stopping.
    case closed
    /// Nobody waits for the reply any more.
    case cancelled

    /// What was waited for, and what to look at.
    public var description: String {
        switch self {
        case .timedOut(let limit):
            """
            There was no answer within \(Int((limit / .seconds(1)).rounded(.up))) s: check that a worker runs on this \
            broker, and takes requests of this lane.
            """
        case .brokerAway(let sentence), .refused(let sentence): sentence
        case .closed: "The client was closed before there was an answer."
        case .cancelled: "Nobody waits for the answer any more."
        }
    }
}
