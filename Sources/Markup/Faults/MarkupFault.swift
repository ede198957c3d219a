/// Why there is no document. What a page says is never a reason: the worst of pages is a document without a root.
public enum MarkupFault: Error, Hashable, CustomStringConvertible {
    /// More bytes than the parser can count.
    case tooLarge(bytes: Int)
    /// There was no memory for the parser.
    case outOfMemory

    /// One sentence for people, with the limit that was met.
    public var description: String {
        switch self {
        case .tooLarge(let bytes): "a page of \(bytes) bytes is more than can be parsed; limit what is fetched"
        case .outOfMemory: "no memory to parse a page with; lower the number of lookups at a time"
        }
    }
}
