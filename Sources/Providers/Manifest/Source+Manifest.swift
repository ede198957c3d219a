import Extraction
import Lexicon
import Web

extension Source {
    /// Reads one of a manifest's `sources`. Every fault is noted on `section`; nil where one makes a source impossible.
    init?(_ section: ManifestSection, language: String) {
        let firstSelector = section.notes.selectors.count
        let id = section.requiredText("id", expected: "a short name, such as wiktionary")
        if !id.isEmpty, !Language.isCode(id) {
            section.fault("id", "expected \(Language.codeForm), found \"\(id.prefix(80))\"")
        }
        let name = section.requiredLine("name", expected: "the site's name")
        let address = section.address("url")
        key = "\(language)/\(id)"
        word = section.transforms("word")
        variants = section.variants("variants")
        orthography = Orthography(language: language)
        search = section.search("search")
        headers = section.headers("headers")
        redirectHosts = section.hosts("redirect_hosts")
        pace = section.pace("pace")
        floors = section.floors("expect")
        canaries = section.lines("canary")
        isUntried = section.choice("tried_on", of: TriedOn.self) == .composed
        lifetimes = section.lifetimes("keep")
        let rules = PageRules(section, name: name)
        credit = SourceCredit(
            id: id, name: name, url: address?.site, license: section.line("license"),
            attribution: section.line("attribution"))
        fields = section.section("extract")?.allKeys ?? []
        selectors = section.notes.selectors[firstSelector...].map { ($0.key, $0.selector) }
        section.finish()
        revision = section.revision
        guard let address, let rules else { return nil }
        self.address = address
        self.rules = rules
    }
}

/// The pages that a manifest was tried on when it was written.
private enum TriedOn: String, CaseIterable {
    case real, composed
}

extension ManifestSection {
    fileprivate func address(_ key: String) -> URLTemplate? {
        let text = requiredText(key, expected: "an address with {word} in it")
        guard !text.isEmpty else { return nil }
        do {
            return try URLTemplate(text)
        } catch {
            fault(key, "\(error)")
            return nil
        }
    }

    fileprivate func search(_ key: String) -> SourceSearch? {
        guard let section = section(key) else { return nil }
        let address = section.address("url")
        let word = section.transforms("word")
        let links = section.requiredSelector("links")
        let wordInLink = section.selector("word_in_link")
        section.finish()
        guard let address, let links else { return nil }
        return SourceSearch(address: address, word: word, links: links, wordInLink: wordInLink)
    }

    fileprivate func headers(_ key: String) -> [String: String] {
        let fields = pairs(key)
        for (name, value, node) in fields {
            if let why = HeaderField.fault(name: name, value: value) { fault("\(key).\(name)", why, at: node) }
        }
        return Dictionary(fields.map { ($0.key, $0.value) }) { $1 }
    }

    /// Names of hosts, in lower case.
    fileprivate func hosts(_ key: String) -> Set<String> {
        let hosts = texts(key).map { $0.lowercased() }
        for host in hosts where !host.utf8.allSatisfy(Self.isInHostName) {
            fault(key, "\"\(host)\" is no host, expected a name alone, such as www.example.org")
        }
        return Set(hosts)
    }

    private static func isInHostName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
    }

    fileprivate func pace(_ key: String) -> Pace {
        guard let section = section(key) else { return .gentle }
        let pace = Pace(
            requestsPerSecond: section.number("requests_per_second", in: 0.000_01...1_000_000)
                ?? Pace.gentle.requestsPerSecond,
            concurrency: section.count("concurrency", in: 1...1_000) ?? Pace.gentle.concurrency)
        section.finish()
        return pace
    }
}

extension Pace {
    /// What a site is asked for where its manifest says nothing.
    static let gentle = Pace(requestsPerSecond: 1, concurrency: 2)
}

extension URLTemplate {
    /// The site's own address: the template up to its path.
    fileprivate var site: String {
        description.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3)
            .joined(separator: "/") + "/"
    }
}
