/// Percent-encoding of RFC 3986.
enum PercentEncoding {
    /// `text` as one piece of a path or query: all but unreserved characters is encoded, as UTF-8.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                append(byte, to: &bytes)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }

    /// Letters, digits and `-._~`: the same, encoded or not.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    /// Encoded dots written out: programs read `%2e%2e` as `..`.
    static func decodeDots(_ text: String) -> String {
        text.replacing("%2e", with: ".").replacing("%2E", with: ".")
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
