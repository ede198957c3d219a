import Lexicon

/// Why a source's address is refused.
public enum URLTemplateFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing that could be an absolute address.
    case malformed(String)
    /// Neither http nor https.
    case scheme(String)
    /// `{word}` is missing, or there more than once.
    case placeholders(Int)
    /// `{word}`, or another brace, where it would choose the host.
    case placeholderInHost
    /// `{word}` behind a `#`, where no server sees it.
    case placeholderInFragment
    /// A brace that belongs to no `{word}`.
    case strayBrace
    /// A user name or password.
    case credentials
    /// A character that an address writes percent-encoded.
    case unencoded(Character)

    /// What is wrong, with the place where it can be told.
    public var description: String {
        switch self {
        case .malformed(let source):
            "\(quoted(source)) is no address: expected one like https://host/wiki/{word}."
        case .scheme(let scheme): "The scheme \(quoted(scheme)) is not supported: expected http or https."
        case .placeholders(0): "The address has no {word}: expected it once, in the path or the query."
        case .placeholders(let count): "The address has {word} \(count) times: expected it once."
        case .placeholderInHost: "The address has {word} in its host: a word may only choose the path or the query."
        case .placeholderInFragment: "The address has {word} behind a #, which no server sees."
        case .strayBrace: "The address has a brace beside {word}: expected {word} alone, or %7B and %7D."
        case .credentials: "The address holds a user name: expected the host right behind the //."
        case .unencoded(let character):
            "The address has \(quoted(String(character))) as it is: expected it percent-encoded (in a host: punycode)."
        }
    }
}
