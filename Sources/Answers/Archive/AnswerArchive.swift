/// Answers as people look at them and move them: those of a folder, or those of a topic.
public protocol AnswerArchive: Sendable {
    /// Calls `body` with each answer of `choice`, and its value as it is kept; of a key with several the newest.
    func forEach(
        _ choice: AnswerChoice, _ body: @escaping @Sendable (AnswerKey, SourceAnswer, _ value: [UInt8]) throws -> Void
    ) async throws

    /// Forgets the answers of `choice`, and returns how many there were.
    func forget(_ choice: AnswerChoice) async throws -> Int

    /// Keeps answers, where they are newer than those that there are.
    func keep(_ answers: [(AnswerKey, SourceAnswer)]) async throws
}

/// Why an archive cannot be used.
public struct AnswerArchiveFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence for people.
    public var description: String

    /// A fault of whatever archive, in one sentence for people.
    public init(_ description: String) { self.description = description }
}
