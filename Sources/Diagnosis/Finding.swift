/// Something that is not as it should be, and what to do about it.
public struct Finding: Sendable, Hashable {
    /// Whether it must be mended.
    public enum Weight: String, Sendable, Hashable {
        /// It does not work, or loses something.
        case problem
        /// It works, and might work better.
        case remark
    }

    /// A problem makes `dico doctor` end with 1.
    public var weight: Weight
    /// What it is about, such as the names of topics.
    public var subject: String
    /// One sentence that ends with what to do.
    public var text: String

    /// A finding with its whole sentence.
    public init(_ weight: Weight, _ subject: String, _ text: String) {
        self.weight = weight
        self.subject = subject
        self.text = text
    }

    /// The same of several topics, if there are any.
    init?(_ weight: Weight, of topics: [String], _ text: String) {
        guard !topics.isEmpty else { return nil }
        self.init(weight, topics.joined(separator: ", "), text)
    }
}
