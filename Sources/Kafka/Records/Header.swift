/// A name and a value beside a record's own. A record may have several headers of one name; their order is kept.
public struct Header: Sendable, Hashable {
    /// Need not be unique within a record.
    public var name: String
    /// Nil is not the same as empty.
    public var value: [UInt8]?

    /// A header with a value of any bytes.
    public init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }
}
