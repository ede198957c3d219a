import Lexicon

/// Finds the encoding that a page declares.
enum CharsetSniffer {
    /// A byte order mark says it surest, then whoever asks, then the header, then the page's own `<meta>` or XML
    /// declaration.
    ///
    /// A page that declares none, or only far behind its beginning, is UTF-8 if all of it can be; else it is what
    /// browsers take such pages for, windows-1252.
    ///
    /// - Parameter known: The encoding that the site's pages are known to have.
    /// - Returns: The encoding, and the number of leading bytes that are its mark.
    static func charset(
        contentType: String?, body: [UInt8], known: Charset? = nil
    ) -> (charset: Charset, mark: Int) {
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if body.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if body.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if let known { return (known, 0) }
        let type = contentType?.lowercased() ?? ""
        if let declared = parameter("charset", in: Array(type.utf8)).flatMap(Charset.init(label:)) {
            return (declared, 0)
        }
        // Without a header, JSON is UTF-8 by its own standard, and a "<meta" in it is somebody's text.
        guard !type.contains("json") else { return (.utf8, 0) }
        if let declared = inPage(body.prefix(prescanned)) { return (declared, 0) }
        if body.isValidUTF8 { return (.utf8, 0) }
        return (inPage(body.prefix(prescannedInNeed)) ?? .windows1252, 0)
    }

    /// Standards ask for the first 1,024 bytes; pages with long comments or scripts before their meta exist.
    private static let prescanned = 4_096
    /// Where a page cannot be UTF-8: browsers begin anew when they come upon a late declaration.
    private static let prescannedInNeed = 256 << 10

    /// Bytes of a tag that declares an encoding, several times as many as any has: one without an end would be read again
    /// for each that begins in it.
    private static let longestTag = 1_024

    private static func inPage(_ head: ArraySlice<UInt8>) -> Charset? {
        var rest = head
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[open...]
            if rest.starts(with: "<!--".utf8) {
                rest = rest.dropFirst(4)
                guard let end = rest.range(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
                continue
            }
            rest = rest.dropFirst()
            guard ["meta", "?xml"].contains(String(decoding: rest.prefix(4), as: UTF8.self).lowercased()) else {
                continue
            }
            let tag = rest.prefix(longestTag)
            guard let close = tag.firstIndex(of: UInt8(ascii: ">")) else { continue }
            if let found = declared(by: tag[...close]) { return found }
        }
        return nil
    }

    /// - Parameter tag: Without the sign that it begins with.
    private static func declared(by tag: ArraySlice<UInt8>) -> Charset? {
        let text = Array(String(decoding: tag, as: UTF8.self).lowercased().utf8)
        var label: String?
        if text.starts(with: "meta".utf8), text.count > 4, text[4].isSpace || text[4] == UInt8(ascii: "/") {
            label = parameter("charset", in: text)
        } else if text.starts(with: "?xml".utf8) {
            label = parameter("encoding", in: text)
        }
        guard let charset = label.flatMap(Charset.init(label:)) else { return nil }
        // Whoever could read the tag byte by byte is not reading UTF-16.
        return charset.iconvName.hasPrefix("UTF-16") ? .utf8 : charset
    }

    /// The value behind `name =`, quoted or not, in lower-case text.
    private static func parameter(_ name: String, in text: [UInt8]) -> String? {
        var rest = text[...]
        while let found = rest.range(of: name) {
            rest = rest[found.upperBound...]
            var value = rest.drop(while: \.isSpace)
            guard value.first == UInt8(ascii: "=") else { continue }
            value = value.dropFirst().drop(while: \.isSpace)
            if let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                return String(
                    decoding: value.dropFirst().prefix { $0 != quote && $0 != UInt8(ascii: ";") }, as: UTF8.self)
            }
            return String(decoding: value.prefix { !$0.isSpace && !";>/,\"'".utf8.contains($0) }, as: UTF8.self)
        }
        return nil
    }
}
