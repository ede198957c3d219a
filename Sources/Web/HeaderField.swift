import Lexicon

/// The rules for header fields that come from a manifest: they may say who asks and what is liked, and nothing else.
public enum HeaderField {
    /// What is wrong with a field, as a sentence; nil for one that may be sent.
    public static func fault(name: String, value: String) -> String? {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isOfToken) else {
            return "The header name \(quoted(name)) is none: expected letters, digits and hyphens."
        }
        guard !reserved.contains(name.lowercased()) else {
            return "The header \(name) belongs to the connection and cannot be set."
        }
        guard !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
            return "The value of the header \(name) holds a line break or another control character."
        }
        return nil
    }

    /// Fields that frame the message, or that libcurl must agree with.
    private static let reserved: Set = [
        "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "accept-encoding",
        "expect", "range",
    ]

    /// Fields that are meant for one host and are not carried to another by a redirect.
    static let hostBound: Set = ["authorization", "cookie", "proxy-authorization"]
}
