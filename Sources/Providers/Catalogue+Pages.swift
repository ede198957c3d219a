import Foundation
import Lexicon
import Markup
import Web

extension Catalogue {
    /// Judges a page that was saved for `word`, as if its source had just sent it. Its address is the one that the
    /// source's manifest gives the word.
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func judge(
        body: [UInt8], status: Int = 200, headers: [String: String] = [:], word: String, language: String,
        source id: String
    ) throws(UnknownSource) -> LookupReply {
        let source = try source(id, of: language)
        let page = Page(url: (try? source.url(of: word)) ?? "", status: status, headers: headers, body: body)
        return source.reply(source.judge(page, word: word), to: Query(word: word, language: language), page: page)
    }

    /// What each selector, or key path, of a source matches on a page: for whoever writes its manifest.
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func probe(_ page: Page, word: String, language: String, source id: String) throws(UnknownSource) -> [Probe]
    {
        let source = try source(id, of: language)
        let content = PageContent(page, word: word)
        let scope = source.extractor.scope(of: content)
        let probes = source.selectors.map { Probe($0.selector, key: $0.key, on: scope) }
        return probes + source.extractor.probes(of: content)
    }

    /// The keys by which the manifest of a source says what to read off its pages: "labels", "examples", …
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func fields(language: String, source id: String) throws(UnknownSource) -> Set<String> {
        try source(id, of: language).fields
    }

    private func source(_ id: String, of language: String) throws(UnknownSource) -> Source {
        let sources = byCode[language]?.sources ?? []
        guard let source = sources.first(where: { $0.credit.id == id }) else {
            throw UnknownSource(id: id, language: language, known: sources.map(\.credit.id))
        }
        return source
    }
}

/// What one pattern of a manifest matches on a page.
public struct Probe: Sendable, Hashable {
    /// The way to it in the manifest.
    public var key: String
    /// The selector, or the key path.
    public var pattern: String
    /// How often it matches.
    public var matches: Int
    /// The text of the first match.
    public var sample: String?

    init(key: String, pattern: String, matches: Int, sample: String?) {
        self.key = key
        self.pattern = pattern
        self.matches = matches
        self.sample = sample
    }

    fileprivate init(_ selector: Selector, key: String, on document: Document?) {
        // Selectors that begin with a combinator are meant from some element on: here, from any.
        let anywhere = ">+~".contains(selector.source.first ?? " ") ? try? Selector("* " + selector.source) : selector
        let found = document.map { $0.select(anywhere ?? selector) } ?? []
        self.init(
            key: key, pattern: selector.source, matches: found.count,
            sample: found.lazy.map(\.text).first { !$0.isEmpty })
    }
}
