/// Where pages are, as links and redirections name them.
enum PageAddress {
    static let home = "/"

    /// The page of a word. Two words have none of their own, `.` and `..`: browsers take those for folders, however they
    /// are encoded.
    static func of(_ word: String, in language: String) -> String {
        hasPage(word)
            ? "/\(encoded(language))/\(encoded(word))" : "/?language=\(encoded(language))&word=\(encoded(word))"
    }

    static func hasPage(_ word: String) -> Bool { word != "." && word != ".." }

    /// Nothing of it means anything in an address any more (RFC 3986: all but the unreserved is percent-encoded).
    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch UInt8(byte) {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
