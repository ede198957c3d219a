import Extraction
import Lexicon
import Providers

extension Verifier {
    /// The selectors and key paths of a source's manifest that match nothing on any of its recorded pages, though they
    /// are looked for on one: what they are for is unproven, or gone.
    ///
    /// - Parameter fixtures: Those of one source.
    public func unmatchedPatterns(on fixtures: [Fixture]) -> [Probe] {
        var unmatched: [String: Probe] = [:]
        var matched: Set<String> = []
        for fixture in fixtures {
            guard let expected = try? fixture.expectation(), expected.outcome == .found,
                let exchanges = try? fixture.exchanges()
            else { continue }
            for page in exchanges.compactMap({ try? $0.page() }) {
                guard
                    let trial = try? catalogue.trial(
                        of: page, word: fixture.word, language: fixture.language, source: fixture.source)
                else { continue }
                for probe in trial.probes where probe.isUsed {
                    if probe.matches > 0 {
                        matched.insert(probe.key)
                    } else {
                        unmatched[probe.key] = probe
                    }
                }
            }
        }
        return unmatched.values.filter { !matched.contains($0.key) && $0.isMeantToMatch }.sorted { $0.key < $1.key }
    }
}

extension Probe {
    /// Marks of misses, and what an unknown heading is looked for, match nothing on most pages.
    fileprivate var isMeantToMatch: Bool { key.contains(".extract.") && !key.hasSuffix(".entry_marks") }
}
