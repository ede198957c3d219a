extension Page {
    /// The body as UTF-8, always valid and without byte order mark.
    ///
    /// The encoding is the one that a byte order mark, `charset`, the Content-Type header or the page's `<meta>`
    /// declares, in this order, else UTF-8 where the body can be that, else windows-1252. What the encoding does not
    /// allow becomes U+FFFD. A body that is valid UTF-8 already is returned as it is, without a copy.
    public func utf8(knownAs charset: Charset?) -> [UInt8] {
        let (charset, mark) = CharsetSniffer.charset(contentType: headers["content-type"], body: body, known: charset)
        if charset != .utf8, let converted = Transcoder.utf8(from: charset, body[mark...]) {
            return converted.isValidUTF8 ? converted : converted[...].repairedUTF8
        }
        guard mark == 0, body.isValidUTF8 else { return body[mark...].repairedUTF8 }
        return body
    }

    /// The body of a site of which nothing is known.
    public var utf8: [UInt8] { utf8(knownAs: nil) }

    /// The body as text; see `utf8`.
    public var text: String { String(decoding: utf8, as: UTF8.self) }
}

extension [UInt8] {
    var isValidUTF8: Bool {
        do {
            _ = try UTF8Span(validating: span)
            return true
        } catch {
            return false
        }
    }
}

extension ArraySlice<UInt8> {
    /// A copy in which each part that is no UTF-8 became U+FFFD.
    var repairedUTF8: [UInt8] { Array(String(decoding: self, as: UTF8.self).utf8) }
}
