/// Percent-encoding of RFC 3986.
package enum PercentEncoding {
    /// `text` as one piece of a path or query: all but unreserved characters is encoded, as UTF-8.
    package static func encode(_ text: String) -> String {
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

    /// What `text` stands for.
    package static func decode(_ text: String) throws(PercentEncodingFault) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
                throw .broken
            }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return decoded
    }

    private static func hexValue(_ digit: UInt8) -> UInt8? {
        Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init)
    }

    /// Appends the encoded form of any byte.
    package static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }

    /// Letters, digits and `-._~`: the same, encoded or not.
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    /// Encoded dots written out: programs read `%2e%2e` as `..`.
    package static func decodeDots(_ text: String) -> String {
        text.replacing("%2e", with: ".").replacing("%2E", with: ".")
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}

/// Why a percent-encoded text stands for nothing.
package enum PercentEncodingFault: Error {
    /// A `%` without two hexadecimal digits behind it.
    case broken
    /// Bytes that are no UTF-8.
    case notUTF8
}
