/// What is wrong with a pattern.
public struct PatternFault: Error, Hashable, CustomStringConvertible {
    /// One sentence, with the place.
    public let description: String
}
