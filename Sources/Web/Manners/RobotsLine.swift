/// One line of a robots.txt that says something. What was plainly meant counts, as it does for the parsers of the large
/// crawlers: common misspellings, and a colon that was left out.
struct RobotsLine {
    enum Key {
        case userAgent, allow, disallow, crawlDelay
    }

    let key: Key
    let value: String

    private static let keys: [String: Key] = [
        "user-agent": .userAgent, "useragent": .userAgent, "user agent": .userAgent,
        "allow": .allow,
        "disallow": .disallow, "dissallow": .disallow, "dissalow": .disallow, "disalow": .disallow,
        "diasllow": .disallow, "disallaw": .disallow,
        "crawl-delay": .crawlDelay, "crawldelay": .crawlDelay, "crawl delay": .crawlDelay,
    ]

    static func lines(of file: some Sequence<UInt8>) -> [RobotsLine] {
        var bytes = Array(file)[...]
        // Half a byte order mark is none of the first line's letters either.
        for part in [0xEF, 0xBB, 0xBF] as [UInt8] where bytes.first == part { bytes = bytes.dropFirst() }
        return bytes.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line in
            RobotsLine(line.prefix { $0 != UInt8(ascii: "#") })
        }
    }

    private init?(_ text: ArraySlice<UInt8>) {
        if let colon = text.firstIndex(of: UInt8(ascii: ":")),
            let key = Self.keys[Self.trimmed(text[..<colon]).lowercased()]
        {
            self.init(key: key, value: Self.trimmed(text[(colon + 1)...]))
        } else {
            self.init(withoutColon: text.drop(while: Self.isBlank))
        }
    }

    /// `Disallow /x`: two words, of which the first is a key.
    private init?(withoutColon text: ArraySlice<UInt8>) {
        guard let end = text.firstIndex(where: Self.isBlank),
            let key = Self.keys[Self.trimmed(text[..<end]).lowercased()]
        else { return nil }
        let value = Self.trimmed(text[end...])
        guard !value.isEmpty, !value.utf8.contains(where: Self.isBlank) else { return nil }
        self.init(key: key, value: value)
    }

    private init(key: Key, value: String) {
        self.key = key
        self.value = value
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        switch byte {
        // Tabs of either kind and form feeds; lines end elsewhere.
        case 0, 0x09, 0x0B, 0x0C, 0x20: true
        default: false
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let head = bytes.drop(while: isBlank)
        return String(decoding: head.reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }
}
