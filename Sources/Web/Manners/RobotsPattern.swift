import Lexicon

/// One path of a rule: `*` stands for anything, `$` at the end for the end.
struct RobotsPattern: Sendable {
    /// What the longest-match rule compares: a character that a path may write either way counts once.
    let length: Int
    private let pieces: [[UInt8]]
    private let isAnchored: Bool

    init(_ text: String) {
        var bytes = Array(text.utf8)[...]
        isAnchored = bytes.last == UInt8(ascii: "$")
        if isAnchored { bytes.removeLast() }
        var isQuery = false
        var pieces: [[UInt8]] = []
        for piece in bytes.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false) {
            pieces.append(RobotsPath.canonical(piece, isQuery: &isQuery))
        }
        self.pieces = pieces
        length =
            pieces.reduce(0) { $0 + RobotsPath.length(of: $1) } + pieces.count - 1 + (isAnchored ? 1 : 0)
    }

    /// Whether it matches `path` from its beginning. A slash within a word is written as an escape in an address, and as
    /// itself by who forbids the word; a rule that has the escape means no other.
    func matches(_ path: RobotsPath) -> Bool {
        matches(path.bytes) || path.slashes.map(matches) == true
    }

    /// The first fit of each piece is as good as any later one, so the time is bounded by the product of the two lengths.
    private func matches(_ path: [UInt8]) -> Bool {
        guard let first = pieces.first, path.starts(with: first) else { return false }
        var rest = path[first.count...]
        guard pieces.count > 1 else { return !isAnchored || rest.isEmpty }
        for (index, piece) in pieces.enumerated().dropFirst() where !piece.isEmpty {
            if isAnchored, index == pieces.count - 1 {
                return rest.count >= piece.count && rest.suffix(piece.count).elementsEqual(piece)
            }
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return !isAnchored || pieces.last?.isEmpty == true || rest.isEmpty
    }
}

/// A path with its query in the one spelling in which rules and addresses are compared (RFC 9309, 2.2.2): unreserved
/// characters as they are, all others escaped with capitals, but for what divides a path into its parts.
struct RobotsPath {
    let bytes: [UInt8]
    /// The same with the escaped slashes of its segments written out; nil where there are none.
    let slashes: [UInt8]?

    init(_ target: String) {
        var isQuery = false
        bytes = Self.canonical(Array(target.utf8)[...], isQuery: &isQuery)
        slashes =
            bytes.firstRange(of: Self.escapedSlash) == nil
            ? nil : bytes.replacing(Self.escapedSlash, with: [UInt8(ascii: "/")])
    }

    private static let escapedSlash = Array("%2F".utf8)

    /// - Parameter isQuery: Whether what comes stands behind a `?`, where slashes and question marks divide nothing and
    ///   are the same, escaped or not.
    static func canonical(_ bytes: ArraySlice<UInt8>, isQuery: inout Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            var byte = bytes[index]
            let escaped = escapedByte(bytes[index...])
            index += escaped == nil ? 1 : 3
            byte = escaped ?? byte
            let divides = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
            if PercentEncoding.isUnreserved(byte) || divides && (escaped == nil || isQuery) {
                result.append(byte)
            } else {
                PercentEncoding.append(byte, to: &result)
            }
            if escaped == nil, byte == UInt8(ascii: "?") { isQuery = true }
        }
        return result
    }

    private static func escapedByte(_ bytes: ArraySlice<UInt8>) -> UInt8? {
        let (first, second) = (bytes.startIndex + 1, bytes.startIndex + 2)
        guard bytes.first == UInt8(ascii: "%"), second < bytes.endIndex, let high = digit(bytes[first]),
            let low = digit(bytes[second])
        else { return nil }
        return high << 4 | low
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }

    /// Of a canonical spelling, with an escaped character of ASCII for one.
    static func length(of bytes: [UInt8]) -> Int {
        var length = bytes.count
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "%") {
            if let value = escapedByte(bytes[index...]), (0x21...0x7E).contains(value) { length -= 2 }
        }
        return length
    }
}
