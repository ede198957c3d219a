/// What is wrong with the source of a selector, and where.
public struct SelectorFault: Error, Hashable, CustomStringConvertible {
    /// One sentence about what was found and what was expected.
    public let message: String
    /// The place in the source, in characters from its start.
    public let offset: Int

    public var description: String { "\(message) (at character \(offset + 1))" }
}
