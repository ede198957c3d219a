/// How much is kept.
public struct AnswerExtent: Sendable, Hashable {
    /// Of all languages together.
    public var answers: Int
    /// On disk, with what the file has around them.
    public var bytes: Int

    /// Zero of both where nothing is kept.
    public init(answers: Int, bytes: Int) {
        self.answers = answers
        self.bytes = bytes
    }
}
