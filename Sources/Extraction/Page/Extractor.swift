import Markup

/// Reads the entries of a word off a page. A new kind of site that no manifest can describe is a new conforming type,
/// named in `Extractors.all`.
package protocol Extractor: Sendable {
    /// The key under `extract` by which a manifest chooses it.
    static var name: String { get }

    /// Reads its settings. Every fault is noted on `settings`; nil where one makes an extractor impossible.
    init?(settings: ManifestSection)

    /// - Throws: `ReadingExcess`, where the page wants more than its budget has.
    func extract(_ page: PageContent) throws -> Findings

    /// The part of a page that the selectors of its settings are for.
    func scope(of page: PageContent) -> Document?

    /// What of a page it passes over, once it was read.
    func gaps(of page: PageContent) -> ReadingGaps

    /// What the settings that are no selectors match on a page, for whoever writes a manifest.
    func probes(of page: PageContent) -> [Probe]
}

extension Extractor {
    package func gaps(of page: PageContent) -> ReadingGaps { ReadingGaps() }
    package func scope(of page: PageContent) -> Document? { page.document }
    package func probes(of page: PageContent) -> [Probe] { [] }
}
