import Foundation
import Lexicon

/// What the recorded pages of a source leave unproven.
public enum FixtureGaps {
    /// After this long a recorded page says little about the site of today.
    public static let oldest: TimeInterval = 180 * 24 * 60 * 60

    /// A sentence for each gap.
    ///
    /// - Parameters:
    ///   - fixtures: Those of one source.
    ///   - fields: What its manifest means to read off a page.
    public static func gaps(
        in fixtures: [Fixture], fields: Set<String>, now: Date = Date()
    ) -> [String] {
        var readings: [ReplyContent] = []
        var gaps: [String] = []
        for fixture in fixtures {
            // What cannot be read is a fault of its own, and told by the verifier.
            guard let reading = try? fixture.expectation(), let exchanges = try? fixture.exchanges() else { continue }
            readings.append(reading)
            let recorded = exchanges.map(\.exchange).filter { $0.origin == .recorded }
            if let oldest = recorded.map(\.recordedAt).min(), now.timeIntervalSince(oldest) > Self.oldest {
                let days = Int(now.timeIntervalSince(oldest) / 86_400)
                gaps.append("\(fixture.word) was recorded \(days) days ago: record it anew")
            }
        }
        let wanted: [Outcome] = [.found, .notFound, .blocked, .markupChanged]
        let missing = wanted.filter { outcome in !readings.contains { $0.outcome == outcome } }
        gaps += missing.map { "no recorded page has the outcome \($0.rawValue)" }
        let unfilled = filled.filter { field, isFilled in
            fields.contains(field) && !readings.contains { $0.entries.contains(where: isFilled) }
        }
        return gaps + unfilled.map { "no recorded page has any \($0.field)" }
    }

    private static let filled: [(field: String, isFilled: @Sendable (Entry) -> Bool)] = [
        ("pronunciations", { !$0.pronunciations.isEmpty }), ("parts_of_speech", { $0.partOfSpeech != nil }),
        ("labels", { $0.allSenses.contains { !$0.labels.isEmpty } }),
        ("examples", { $0.allSenses.contains { !$0.examples.isEmpty } }),
        ("synonyms", { !$0.synonyms.isEmpty || $0.allSenses.contains { !$0.synonyms.isEmpty } }),
        ("antonyms", { !$0.antonyms.isEmpty || $0.allSenses.contains { !$0.antonyms.isEmpty } }),
    ]
}

extension Entry {
    /// Its senses and theirs.
    fileprivate var allSenses: [Sense] {
        var all: [Sense] = []
        var open = senses
        while let sense = open.popLast() {
            all.append(sense)
            open += sense.senses
        }
        return all
    }
}
