/// A text that nobody is to read who does not ask for it by name: a password, a token, an address with a password in it.
///
/// However it is printed, by itself or in whatever holds it, it shows as `…`: descriptions, interpolations, dumps, mirrors
/// and logs of services have nothing else.
public struct Secret: Sendable, Hashable {
    private let text: String

    /// Takes the text out of sight.
    public init(_ text: String) {
        self.text = text
    }

    /// What nobody else is to read. Hand it to who needs it, and keep it nowhere.
    public func reveal() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "…" }
    public var debugDescription: String { "…" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Secret: ExpressibleByStringLiteral {
    /// For defaults and tests: a literal is in the program for all to see.
    public init(stringLiteral text: String) {
        self.init(text)
    }
}
