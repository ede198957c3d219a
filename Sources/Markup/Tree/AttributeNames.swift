/// The attributes that a document is parsed with. Parsing those that nobody asks for is often half of the work.
///
/// `class`, what tells that an element is hidden, and what a formula or a picture stands for, are always among them:
/// `Node.hasClass` and `Node.text` give the same whatever is left out.
public struct AttributeNames: Sendable, Hashable {
    /// Whatever a page has.
    public static let all = AttributeNames(names: nil)

    private static let always: Set<String> = ["alt", "alttext", "class", "encoding", "hidden", "style"]

    /// Nil for all.
    private let names: Set<String>?
    /// The same as bytes.
    private let spellings: [[UInt8]]
    /// A bit for each length that a name has.
    private let lengths: UInt64

    /// - Parameter names: In lower case.
    public init(_ names: some Sequence<String>) {
        self.init(names: Self.always.union(names))
    }

    private init(names: Set<String>?) {
        self.names = names
        spellings = names.map { $0.sorted().map { Array($0.utf8) } } ?? []
        lengths = spellings.reduce(0) { $0 | 1 << UInt64($1.count & 63) }
    }

    /// What either asks for; all, if one asks for all.
    public func union(_ other: AttributeNames) -> AttributeNames {
        guard let names, let others = other.names else { return .all }
        return AttributeNames(names: names.union(others))
    }

    func isSuperset(of other: AttributeNames) -> Bool {
        guard let names else { return true }
        return other.names.map(names.isSuperset) ?? false
    }

    /// `name` as a page writes it, in any case.
    @inline(__always) func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if names == nil { return true }
        guard lengths & 1 << UInt64(name.count & 63) != 0 else { return false }
        return spellings.contains { spelling in
            spelling.count == name.count && zip(spelling, name).allSatisfy { $0 == $1.lowercased }
        }
    }
}
