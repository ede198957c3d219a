import Patterns

/// The regular expression that a whole reply topic must match.
///
/// It is matched with names that strangers choose, so the time that takes grows with the name alone.
public struct ReplyTopicPattern: Sendable {
    private let pattern: WholePattern

    /// - Throws: What is wrong with `source`, in one sentence.
    public init(_ source: String) throws {
        pattern = try WholePattern(source)
    }

    func allows(_ topic: String) -> Bool {
        pattern.matches(topic)
    }
}
