import Extraction
import Foundation
import Lexicon
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
        return source.reply(
            source.judge(page, word: word, limits: limits), to: LookupQuery(word: word, language: language), page: page)
    }

    /// The keys by which the manifest of a source says what to read off its pages: "labels", "examples", …
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func fields(language: String, source id: String) throws(UnknownSource) -> Set<String> {
        try source(id, of: language).fields
    }

    /// The words of a source by which a change of the site shows.
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func canaries(language: String, source id: String) throws(UnknownSource) -> [String] {
        try source(id, of: language).canaries
    }

    /// Whether the manifest of a source was only ever tried on composed pages.
    ///
    /// - Throws: Where the language, a loaded one, has no such source.
    public func isUntried(language: String, source id: String) throws(UnknownSource) -> Bool {
        try source(id, of: language).isUntried
    }

    /// The file of a language's manifest; nil for a language that is not loaded.
    public func manifest(of language: String) -> String? {
        byCode[language].map { "\($0.folder)/\(ManifestFolder.fileName)" }
    }

    func source(_ id: String, of language: String) throws(UnknownSource) -> Source {
        let sources = byCode[language]?.sources ?? []
        guard let source = sources.first(where: { $0.credit.id == id }) else {
            throw UnknownSource(id: id, language: language, known: sources.map(\.credit.id))
        }
        return source
    }
}
