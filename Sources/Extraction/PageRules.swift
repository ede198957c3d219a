import Lexicon
import Web

/// What a manifest says of the pages of one source: which refuse, which have no such word, and how the others are read.
package struct PageRules: Sendable {
    /// The source's name, for people.
    package let name: String
    let notFound: [PageMark]
    let blocked: [PageMark]
    /// The encoding that all its pages have, whatever they declare; nil where they are trusted to declare it.
    package let charset: Charset?
    /// Nil where a site is trusted to give pages of the word alone.
    let headwords: HeadwordRule?
    /// Reads the pages that have the word.
    package let extractor: any Extractor

    /// Reads them from one of a manifest's `sources`. Every fault is noted on `section`; nil where one makes reading
    /// impossible.
    package init?(_ section: ManifestSection, name: String) {
        self.name = name
        notFound = section.marks("not_found")
        blocked = section.marks("blocked")
        charset = section.charset("charset")
        headwords = section.choice("accept_headword", of: HeadwordRule.self)
        guard let extractor = section.extractor("extract") else { return nil }
        self.extractor = extractor
    }
}

extension PageRules {
    /// Judges a page.
    ///
    /// - Parameter form: The word as it stands in the page's address.
    package func judge(_ content: PageContent, writtenAs form: String) -> Verdict {
        judgeAnswer(content) ?? read(content, form)
    }

    /// Judges an answer by the general marks, then by this source's own, then by its status; nil for a page to read.
    package func judgeAnswer(_ content: PageContent) -> Verdict? {
        let status = content.page.status
        if isBotWall(content) || blocked.contains(where: { $0.matches(content) }) {
            return Verdict(outcome: .blocked, explanation: "\(name) refuses programs (HTTP \(status)).")
        }
        if notFound.contains(where: { $0.matches(content) }) { return noSuchWord(content.word) }
        switch status {
        case 200...299:
            guard content.utf8.allSatisfy(\.isSpace) else { return nil }
            return Verdict(outcome: .unavailable, explanation: "\(name) sent an empty page.")
        case 404, 410: return noSuchWord(content.word)
        case 401, 403, 451:
            return Verdict(outcome: .blocked, explanation: "\(name) refuses access (HTTP \(status)).")
        case 408, 425, 429, 500...:
            return Verdict(outcome: .unavailable, explanation: "\(name) cannot answer now (HTTP \(status)).")
        default:
            return Verdict(
                outcome: .markupChanged,
                explanation: "\(name) answered with HTTP \(status), which its manifest does not expect.")
        }
    }

    /// What to say of a page that was read without `judge`, where it was given up meanwhile: what is missing on it is no miss.
    package func excess(of content: PageContent) -> Verdict? {
        do {
            try content.budget.checkTime()
            return nil
        } catch {
            return Verdict(outcome: .markupChanged, explanation: "\(name): \(error)")
        }
    }

    /// The marks of the manifest that hold on a page: "not_found[0]".
    package func marksThatHold(on content: PageContent) -> [String] {
        [("not_found", notFound), ("blocked", blocked)].flatMap { key, marks in
            marks.indices.filter { marks[$0].matches(content) }.map { "\(key)[\($0)]" }
        }
    }

    /// Cloudflare's challenge says so in a header; older ones only in the page's title, which is the first thing in it.
    private func isBotWall(_ content: PageContent) -> Bool {
        content.page.headers["cf-mitigated"] == "challenge"
            || content.utf8.prefix(4096).range(of: "<title>Just a moment...</title>") != nil
    }

    private func noSuchWord(_ word: String) -> Verdict {
        Verdict(outcome: .notFound, explanation: "\(name) does not have \"\(word)\".")
    }

    private func read(_ content: PageContent, _ form: String) -> Verdict {
        let findings: Findings
        do {
            findings = try ownFindings(content, form)
        } catch {
            return Verdict(outcome: .markupChanged, explanation: "\(name): \(error)")
        }
        switch findings {
        case .entries(let own): return own.isEmpty ? noSuchWord(content.word) : Verdict(outcome: .found, entries: own)
        case .noSuchWord: return noSuchWord(content.word)
        case .nothing(let why): return Verdict(outcome: .markupChanged, explanation: "\(name): \(why)")
        }
    }
}

extension PageRules {
    /// What the page has of the word.
    private func ownFindings(_ content: PageContent, _ form: String) throws -> Findings {
        let findings = try extractor.extract(content)
        guard case .entries(let entries) = findings else {
            try content.budget.checkTime()
            return findings
        }
        try content.budget.finish(entries)
        // Asked for in other characters, a word comes in those.
        return .entries(
            headwords?.entries(entries, forAnyOf: [content.word, form], in: content.orthography) ?? entries)
    }
}

extension ManifestSection {
    fileprivate func charset(_ key: String) -> Charset? {
        guard let label = text(key) else { return nil }
        guard let charset = Charset(label: label) else {
            fault(
                key, "expected a character encoding of the web, such as windows-1252, gbk or big5, found \"\(label)\"")
            return nil
        }
        return charset
    }
}
