/// How a lookup ended. The raw value is what goes over the wire.
public enum Outcome: String, Sendable, Codable, CaseIterable {
    /// At least one entry.
    case found
    /// Every source that answered knows no such word.
    case notFound = "not_found"
    /// No source found it and one failed for now (network, 5xx, 429, circuit open): worth another try later.
    case unavailable
    /// A bot wall or robots.txt stood in the way.
    case blocked
    /// A good page of the word came and nothing could be extracted: the site changed its mark-up.
    case markupChanged = "markup_changed"
    /// The request itself is wrong.
    case rejected
    /// The deadline had passed before the word was looked up.
    case expired

    /// The order in which the outcomes of several sources outrank each other, strongest first.
    static let precedence: [Outcome] = [.found, .unavailable, .blocked, .markupChanged, .notFound]

    /// The outcome of a lookup whose sources gave `outcomes`; nil where no source was asked.
    public static func combined(_ outcomes: some Collection<Outcome>) -> Outcome? {
        precedence.first(where: outcomes.contains) ?? outcomes.first
    }
}
