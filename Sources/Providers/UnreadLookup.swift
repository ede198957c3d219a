import Extraction
import Web

/// A lookup at one source whose pages came, and of which nothing could be read, or not all: the site changed its mark-up.
public struct UnreadLookup: Sendable, Hashable {
    /// A code.
    public var language: String
    /// The source's id.
    public var source: String
    /// As it was looked up.
    public var word: String
    /// All that the site sent for it, in the order asked: whoever replays the lookup needs each. Never empty.
    public var pages: [Page]
    /// A sentence on what could not be read.
    public var explanation: String
    /// What the answer lacks where the rest was read: "examples".
    public var missing: String?

    /// What a quarantine is told of.
    public init(
        language: String, source: String, word: String, pages: [Page], explanation: String, missing: String? = nil
    ) {
        self.language = language
        self.source = source
        self.word = word
        self.pages = pages
        self.explanation = explanation
        self.missing = missing
    }
}

extension UnreadLookup {
    /// Nil for an answer that was read, or that came without a page.
    init?(of query: LookupQuery, at source: Source, _ answer: SourceLookup.Finding) {
        guard answer.verdict.outcome == .markupChanged, !answer.pages.isEmpty else { return nil }
        self.init(
            language: query.language, source: source.credit.id, word: query.word, pages: answer.pages,
            explanation: answer.verdict.explanation ?? "")
    }

    /// One that was read, but for a field that the source's answers used to have; nil where it came without a page.
    init?(of query: LookupQuery, at source: Source, _ answer: SourceLookup.Finding, lacking drift: DriftingField) {
        guard !answer.pages.isEmpty else { return nil }
        self.init(
            language: query.language, source: source.credit.id, word: query.word, pages: answer.pages,
            explanation: "\(source.credit.name) has no \(drift.field) for this word, and lately for few: \(drift).",
            missing: drift.field)
    }
}
