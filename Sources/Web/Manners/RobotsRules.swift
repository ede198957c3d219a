import Lexicon

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
        // A delay ends the list of those it is for, though it ends none of those whom rules are for: it is not the RFC's.
        var delayed: Set<String> = []
        var delayedAreComplete = false
        for line in RobotsLine.lines(of: file) {
            let value = line.value
            switch line.key {
            case .userAgent:
                if agentsAreComplete { agents = [] }
                agentsAreComplete = false
                agents.insert(Self.token(value))
                if delayedAreComplete { delayed = [] }
                delayedAreComplete = false
                delayed.insert(Self.token(value))
                isNamed = isNamed || agents.contains(product)
            case .allow, .disallow:
                agentsAreComplete = true
                delayedAreComplete = true
                guard !value.isEmpty else { continue }
                let rule = Rule(allows: line.key == .allow, pattern: RobotsPattern(value))
                if agents.contains(product) { own.rules.append(rule) }
                if agents.contains("*") { general.rules.append(rule) }
            case .crawlDelay:
                delayedAreComplete = true
                guard let seconds = Double(value), seconds > 0 else { continue }
                let delay = Duration.seconds(min(seconds, Self.longestCrawlDelay))
                if delayed.contains(product) { own.crawlDelay = max(own.crawlDelay, delay) }
                if delayed.contains("*") { general.crawlDelay = max(general.crawlDelay, delay) }
            }
        }
        rules = isNamed ? own.rules : general.rules
        crawlDelay = isNamed ? own.crawlDelay : general.crawlDelay
    }

    /// Whether `target`, a path with its query, may be fetched: the longest rule that matches decides, and of two as
    /// long the one that allows.
    func allow(_ target: String) -> Bool {
        if target == "/robots.txt" { return true }
        let path = RobotsPath(target)
        var best: (length: Int, allows: Bool) = (-1, true)
        for rule in rules where rule.pattern.length >= best.length && rule.pattern.matches(path) {
            best = (rule.pattern.length, rule.allows || rule.pattern.length == best.length && best.allows)
        }
        return best.allows
    }

    /// `dico` of `Dico/1.0`; `*` stays, whatever stands behind it.
    private static func token(_ value: String) -> String {
        if value.first == "*", value.dropFirst().first?.isWhitespace ?? true { return "*" }
        return value.lowercased().prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }.description
    }
}
