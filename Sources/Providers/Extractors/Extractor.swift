import Lexicon
import Markup

/// Reads the entries of a word off a page. A new kind of site that no manifest can describe is a new conforming type,
/// named in `Extractors.all`.
protocol Extractor: Sendable {
    /// The key under `extract` by which a manifest chooses it.
    static var name: String { get }

    /// Reads its settings. Every fault is noted on `settings`; nil where one makes an extractor impossible.
    init?(settings: ManifestSection)

    func extract(_ page: PageContent) -> Extraction

    /// The part of a page that the selectors of its settings are for.
    func scope(of page: PageContent) -> Document?

    /// What the settings that are no selectors match on a page, for whoever writes a manifest.
    func probes(of page: PageContent) -> [Probe]
}

extension Extractor {
    func scope(of page: PageContent) -> Document? { page.document }
    func probes(of page: PageContent) -> [Probe] { [] }
}

/// The extractors that a manifest can choose from.
enum Extractors {
    static let all: [any Extractor.Type] = [
        WiktionaryExtractor.self, SelectorsExtractor.self, JSONExtractor.self,
    ]
}

/// What an extractor saw on a page.
enum Extraction: Sendable, Hashable {
    /// At least one entry.
    case entries([Entry])
    /// A good page that does not have the word, or not in this language.
    case noSuchWord
    /// A page of the word from which nothing could be read; the sentence says what was looked for in vain.
    case nothing(String)
}
