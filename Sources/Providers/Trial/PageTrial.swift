import Extraction
import Lexicon
import Markup
import Web

/// What a manifest makes of one page, and what it passes over: for whoever writes it.
public struct PageTrial: Sendable {
    /// What each selector, or key path, matched where it was used.
    public var probes: [Probe]
    /// The marks of the manifest that held: "not_found[0]".
    public var marks: [String]
    /// The sections of the page, where none is the manifest's.
    public var sections: [String]
    /// Headings of the section that the manifest does not know.
    public var headings: [String]
    /// Texts of the article that are no part of the answer.
    public var unread: [String]
    /// The selector that an entry failed at, where nothing could be read.
    public var culprit: Probe?
}

extension Catalogue {
    /// Reads a page as one of `word`, and notes how.
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func trial(
        of page: Page, word: String, language: String, source id: String
    ) throws(UnknownSource) -> PageTrial {
        let source = try source(id, of: language)
        let content = source.content(page, word: word, limits: limits)
        let usage = SelectorUsage()
        content.usage = usage
        let verdict = source.rules.judge(content, writtenAs: source.written(word))
        let extractor = source.rules.extractor
        let probes = source.selectors.map { Probe($0.selector, key: $0.key, usage: usage) }
        let gaps = verdict.outcome == .blocked ? ReadingGaps() : extractor.gaps(of: content)
        let read = verdict.entries.flatMap(\.texts)
        return PageTrial(
            probes: probes + extractor.probes(of: content), marks: source.rules.marksThatHold(on: content),
            sections: gaps.sections, headings: gaps.headings,
            unread: gaps.articles.flatMap { UnreadTexts.texts(in: $0, read: read) },
            culprit: verdict.outcome == .markupChanged ? Self.culprit(among: probes) : nil)
    }

    /// Without which of them there is no entry, in the order in which an extractor needs them.
    private static let needed = ["entry", "starts", "headword", "sense", "lists", "definition", "select"]

    private static func culprit(among probes: [Probe]) -> Probe? {
        let failed = probes.filter { $0.matches == 0 && $0.isUsed && $0.key.contains(".extract.") }
        return needed.lazy.compactMap { name in failed.first { $0.key.hasSuffix(".\(name)") } }.first
    }
}

extension Entry {
    /// All that was read.
    fileprivate var texts: [String] {
        [headword, partOfSpeechLabel ?? ""] + pronunciations.map(\.text) + synonyms + antonyms + senses.flatMap(\.texts)
    }
}

extension Sense {
    fileprivate var texts: [String] {
        [definition] + labels + examples + synonyms + antonyms + senses.flatMap(\.texts)
    }
}
