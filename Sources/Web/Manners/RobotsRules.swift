/// The rules of a robots.txt that hold for one product, by RFC 9309, and the pace that it asks for.
struct RobotsRules: Sendable {
    private struct Rule {
        let allows: Bool
        let pattern: RobotsPattern
    }

    /// What a file says to one kind of agent.
    private struct Group {
        var rules: [Rule] = []
        var crawlDelay = Duration.zero
    }

    /// The longest delay that is believed: a day between two pages means something else.
    private static let longestCrawlDelay = 3_600.0

    private let rules: [Rule]
    /// The time to leave between two fetches, by the line `Crawl-delay` that many sites have, in seconds; zero where
    /// there is none. Of several, the longest.
    let crawlDelay: Duration

    /// What all groups that name `product` say; where none does, those for `*`.
    init(_ file: some Sequence<UInt8>, product: String) {
        var own = Group()
        var general = Group()
        var isNamed = false
        var agents: Set<String> = []
        // Agents that stand one under the other share the rules behind them; a rule ends their list.
        var agentsAreComplete = false
        for (key, value) in Self.lines(of: file) {
            switch key {
            case "user-agent":
                if agentsAreComplete { agents = [] }
                agentsAreComplete = false
                agents.insert(Self.token(value))
                isNamed = isNamed || agents.contains(product)
            case "allow", "disallow":
                agentsAreComplete = true
                guard !value.isEmpty else { continue }
                let rule = Rule(allows: key == "allow", pattern: RobotsPattern(value))
                if agents.contains(product) { own.rules.append(rule) }
                if agents.contains("*") { general.rules.append(rule) }
            // Not the RFC's, so it may not end a list of agents either.
            case "crawl-delay":
                guard let seconds = Double(value), seconds > 0 else { continue }
                let delay = Duration.seconds(min(seconds, Self.longestCrawlDelay))
                if agents.contains(product) { own.crawlDelay = max(own.crawlDelay, delay) }
                if agents.contains("*") { general.crawlDelay = max(general.crawlDelay, delay) }
            default: continue
            }
        }
        rules = isNamed ? own.rules : general.rules
        crawlDelay = isNamed ? own.crawlDelay : general.crawlDelay
    }

    /// Whether `target`, a path with its query, may be fetched: the longest rule that matches decides, and of two as
    /// long the one that allows.
    func allow(_ target: String) -> Bool {
        if target == "/robots.txt" { return true }
        let path = RobotsPattern.normalised(Array(target.utf8))
        var best: (length: Int, allows: Bool) = (-1, true)
        for rule in rules where rule.pattern.length >= best.length && rule.pattern.matches(path) {
            best = (rule.pattern.length, rule.allows || rule.pattern.length == best.length && best.allows)
        }
        return best.allows
    }

    private static func lines(of file: some Sequence<UInt8>) -> [(key: String, value: String)] {
        var bytes = Array(file)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        return bytes.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line in
            let text = line.prefix { $0 != UInt8(ascii: "#") }
            guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            return (trimmed(text[..<colon]).lowercased(), trimmed(text[(colon + 1)...]))
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0 }
        let head = bytes.drop(while: isBlank)
        return String(decoding: head.reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }

    /// `dico` of `Dico/1.0`; `*` stays.
    private static func token(_ value: String) -> String {
        if value == "*" { return value }
        return value.lowercased().prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }.description
    }
}

/// One path of a rule: `*` stands for anything, `$` at the end for the end.
struct RobotsPattern: Sendable {
    /// What the longest-match rule compares, in bytes.
    let length: Int
    private let pieces: [ArraySlice<UInt8>]
    private let isAnchored: Bool

    init(_ text: String) {
        var bytes = Self.normalised(Array(text.utf8))
        length = bytes.count
        isAnchored = bytes.last == UInt8(ascii: "$")
        if isAnchored { bytes.removeLast() }
        pieces = bytes.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    }

    /// Whether it matches `path` from its beginning. The first fit of each piece is as good as any later one, so the
    /// time is bounded by the product of the two lengths.
    func matches(_ path: [UInt8]) -> Bool {
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

    /// One spelling for what means the same: unreserved characters as they are, hexadecimal digits in capitals, and
    /// what is no printable ASCII encoded.
    static func normalised(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                if PercentEncoding.isUnreserved(value) {
                    result.append(value)
                } else {
                    PercentEncoding.append(value, to: &result)
                }
                index += 3
                continue
            }
            if (0x21...0x7E).contains(byte) {
                result.append(byte)
            } else {
                PercentEncoding.append(byte, to: &result)
            }
            index += 1
        }
        return result
    }
}
