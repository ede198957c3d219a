import Lexicon
import Web

/// What one page says of a word.
struct Verdict: Sendable, Hashable {
    var outcome: Outcome
    var entries: [Entry] = []
    /// One sentence for people, where nothing was found.
    var explanation: String?
}

extension Source {
    /// Judges a page that was fetched for `word`.
    func judge(_ page: Page, word: String) -> Verdict {
        let content = PageContent(page, word: word)
        return judgeAnswer(content) ?? read(content)
    }

    /// Judges an answer by the general marks, then by this source's own, then by its status; nil for a page to read.
    func judgeAnswer(_ content: PageContent) -> Verdict? {
        let status = content.page.status
        if isBotWall(content) || blocked.contains(where: { $0.matches(content) }) {
            return Verdict(outcome: .blocked, explanation: "\(credit.name) refuses programs (HTTP \(status)).")
        }
        if notFound.contains(where: { $0.matches(content) }) { return noSuchWord(content.word) }
        switch status {
        case 200...299:
            guard content.utf8.allSatisfy(\.isASCIISpace) else { return nil }
            return Verdict(outcome: .unavailable, explanation: "\(credit.name) sent an empty page.")
        case 404, 410: return noSuchWord(content.word)
        case 401, 403, 451:
            return Verdict(outcome: .blocked, explanation: "\(credit.name) refuses access (HTTP \(status)).")
        case 408, 425, 429, 500...:
            return Verdict(outcome: .unavailable, explanation: "\(credit.name) cannot answer now (HTTP \(status)).")
        default:
            return Verdict(
                outcome: .markupChanged,
                explanation: "\(credit.name) answered with HTTP \(status), which its manifest does not expect.")
        }
    }

    /// Cloudflare's challenge says so in a header; older ones only in the page's title, which is the first thing in it.
    private func isBotWall(_ content: PageContent) -> Bool {
        content.page.headers["cf-mitigated"] == "challenge"
            || content.utf8.prefix(4096).range(of: "<title>Just a moment...</title>") != nil
    }

    private func noSuchWord(_ word: String) -> Verdict {
        Verdict(outcome: .notFound, explanation: "\(credit.name) does not have \"\(word)\".")
    }

    private func read(_ content: PageContent) -> Verdict {
        switch extractor.extract(content) {
        case .entries(let entries):
            // Asked for in other characters, a word comes in those.
            let forms = [content.word, self.word.apply(to: content.word)]
            if let headwords, !entries.contains(where: { headwords.accepts($0.headword, forAnyOf: forms) }) {
                return noSuchWord(content.word)
            }
            return Verdict(outcome: .found, entries: entries)
        case .noSuchWord: return noSuchWord(content.word)
        case .nothing(let why): return Verdict(outcome: .markupChanged, explanation: "\(credit.name): \(why)")
        }
    }
}

extension UInt8 {
    fileprivate var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
