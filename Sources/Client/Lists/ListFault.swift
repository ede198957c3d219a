/// What ends a list before its last word.
public struct ListFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whose fault it was.
    public enum Kind: Sendable, Hashable {
        /// The list of words cannot be read.
        case words
        /// The file of answers cannot be used.
        case answers
        /// Whoever read the answers as they came went away.
        case readerGone
        /// Word after word could not be looked up.
        case givenUp
    }

    /// Decides the exit code.
    public var kind: Kind
    /// One sentence for people, which says what to do.
    public var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
