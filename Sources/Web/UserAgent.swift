import Lexicon

/// Who asks: `dico/1.0` and, in the comment behind it, how a site's operator reaches this one's.
public struct UserAgent: Sendable, Hashable, CustomStringConvertible {
    /// The product token, which robots.txt may name.
    public static let product = Program.name

    /// The header's value.
    public let description: String

    /// - Parameter contact: A web or mail address, or several, as in `https://example.org/dico; ops@example.org`;
    ///   sites of the Wikimedia Foundation slow down clients that give none.
    /// - Throws: `UserAgentFault` where the contact could not stand in a header's comment.
    public init(contact: String?) throws(UserAgentFault) {
        guard let contact, !contact.isEmpty else {
            description = "\(Self.product)/\(Program.version) (+dictionary lookups)"
            return
        }
        let forbidden = Set("()\\\"".utf8)
        guard contact.utf8.count <= 200,
            contact.utf8.allSatisfy({ (0x20...0x7E).contains($0) && !forbidden.contains($0) })
        else {
            throw UserAgentFault(contact: contact)
        }
        description = "\(Self.product)/\(Program.version) (\(contact))"
    }
}

/// A contact that cannot stand in a User-Agent header.
public struct UserAgentFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// As it was given.
    public let contact: String

    public var description: String {
        "The contact \(quoted(contact)) cannot go into the User-Agent: expected a web or mail address of at most 200 "
            + "ASCII characters, without line breaks, quotes, parentheses or backslashes."
    }
}
