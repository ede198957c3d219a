import Foundation

/// The regular expression that a whole reply topic must match.
public struct ReplyTopicPattern: Sendable {
    private let expression: NSRegularExpression

    /// Throws where `source` is no regular expression.
    public init(_ source: String) throws {
        expression = try NSRegularExpression(pattern: "^(?:\(source))$")
    }

    func allows(_ topic: String) -> Bool {
        expression.firstMatch(in: topic, range: NSRange(topic.startIndex..., in: topic)) != nil
    }
}
