import Foundation

/// How much is kept.
public struct AnswerExtent: Sendable, Hashable {
    public var answers: Int
    public var bytes: Int

    public init(answers: Int, bytes: Int) {
        self.answers = answers
        self.bytes = bytes
    }
}

/// How much is kept of one source.
public struct AnswerCount: Sendable, Hashable {
    public var language: String
    public var source: String
    public var answers: Int
    /// Of the answers themselves.
    public var bytes: Int
    public var oldest: Date
    public var newest: Date
}
