/// How much is kept.
public struct AnswerExtent: Sendable, Hashable {
    public var answers: Int
    public var bytes: Int

    public init(answers: Int, bytes: Int) {
        self.answers = answers
        self.bytes = bytes
    }
}
