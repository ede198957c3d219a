import Lexicon

/// The address of a source's pages, `https://host/wiki/{word}`: one place for the word, in the path or the query.
///
/// Whatever the word, it becomes one piece of that path or query and changes nothing else of the address.
public struct URLTemplate: Sendable, Hashable, CustomStringConvertible {
    /// The template as written.
    public let description: String
    /// The host, lower-case; an IPv6 address without its brackets.
    public let host: String

    private let head: String
    private let tail: String
    /// The fixed text around the word in its own path segment; nil where the word stands in the query.
    private let segment: (before: String, after: String)?

    /// Longest address, in bytes: what servers commonly take.
    private static let longestURL = 8_192
    private static let placeholder = "{word}"

    /// Refuses what could never be an address, before a word is put in.
    public init(_ source: String) throws(URLTemplateFault) {
        description = source
        let pieces = source.split(separator: Self.placeholder, omittingEmptySubsequences: false).map(String.init)
        guard let schemeEnd = source.firstRange(of: "://") else { throw .malformed(source) }
        let scheme = source[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { throw .scheme(scheme) }
        let authority = source[schemeEnd.upperBound...].prefix { !"/?#".contains($0) }
        guard !authority.isEmpty else { throw .malformed(source) }
        guard !authority.contains(where: { "{}".contains($0) }) else { throw .placeholderInHost }
        guard !authority.contains("@") else { throw .credentials }
        guard pieces.count == 2 else { throw .placeholders(pieces.count - 1) }
        (head, tail) = (pieces[0], pieces[1])
        for piece in pieces {
            if piece.contains(where: { "{}".contains($0) }) { throw .strayBrace }
            if let odd = piece.first(where: { !Self.isWritten($0) }) { throw .unencoded(odd) }
        }
        guard !head.contains("#") else { throw .placeholderInFragment }
        guard let address = WebAddress(head + "word" + tail) else { throw .malformed(source) }
        host = address.host
        segment = head.contains("?") ? nil : Self.segment(head, tail)
    }

    /// The address of `word`.
    ///
    /// - Throws: `.malformed` where no address could ask for the word: an empty one, one that a path reads as "here"
    ///   or "up" (`.` and `..`), and one that makes the address longer than 8,192 bytes.
    public func url(for word: String) throws(FetchFailure) -> String {
        guard !word.isEmpty else { throw FetchFailure(.malformed, "An empty word has no address.") }
        if let segment, [".", ".."].contains(segment.before + word + segment.after) {
            throw FetchFailure(.malformed, "\(quoted(word)) has no address: a path reads it as a step, not as a name.")
        }
        let url = head + PercentEncoding.encode(word) + tail
        guard url.utf8.count <= Self.longestURL else {
            throw FetchFailure(
                .malformed,
                "The address of \(quoted(word, limit: 20)) would take \(url.utf8.count) bytes: the limit is "
                    + "\(Self.longestURL).")
        }
        return url
    }

    private static func segment(_ head: String, _ tail: String) -> (before: String, after: String) {
        let before = head[(head.lastIndex(of: "/").map(head.index(after:)) ?? head.startIndex)...]
        let after = tail.prefix { !"/?#".contains($0) }
        return (PercentEncoding.decodeDots(String(before)), PercentEncoding.decodeDots(String(after)))
    }

    /// Whether an address may hold the character as it is.
    private static func isWritten(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return PercentEncoding.isUnreserved(byte) || ":/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }

    public static func == (left: URLTemplate, right: URLTemplate) -> Bool { left.description == right.description }

    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
