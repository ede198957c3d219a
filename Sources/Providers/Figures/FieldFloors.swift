import Extraction
import Foundation
import Lexicon

/// What a source's answers are expected to have, at least: the manifest's `expect`.
public struct FieldFloors: Sendable, Hashable {
    /// The least share of found answers with a field, from 0 to 1.
    public var shares: [AnswerField: Double]
    /// The least mean of senses an entry.
    public var senses: Double?

    /// Nothing is expected, but for what is given.
    public init(shares: [AnswerField: Double] = [:], senses: Double? = nil) {
        self.shares = shares
        self.senses = senses
    }

    /// Whether the source is never judged.
    public var isEmpty: Bool { shares.isEmpty && senses == nil }

    /// Pages are recorded because they have something to show, and people ask for words that have less: a floor is this
    /// part of what known answers have. Nearly every word has a kind, few have an opposite.
    private static let leniency: [AnswerField: Double] = [
        .partOfSpeech: 0.6, .pronunciations: 0.5, .examples: 0.5, .labels: 0.25, .synonyms: 0.25, .antonyms: 0.1,
    ]
    private static let sensesLeniency = 0.6

    /// Of a lower floor nothing could be told from a few hundred answers.
    private static let least = 0.06

    /// The floors that known answers of a source suggest; empty where there is none.
    public init(learntFrom answers: [[Entry]]) {
        self.init()
        guard !answers.isEmpty else { return }
        for field in AnswerField.allCases {
            let share = Double(answers.count(where: field.isIn)) / Double(answers.count)
            guard share > 0 else { continue }
            shares[field] = max(Self.least, Self.rounded(share * (Self.leniency[field] ?? 1)))
        }
        let mean = answers.map(\.sensesPerEntry).reduce(0, +) / Double(answers.count)
        if mean > 0 { senses = Self.rounded(mean * Self.sensesLeniency) }
    }

    private static func rounded(_ number: Double) -> Double { (number * 100).rounded(.down) / 100 }

    /// As a manifest has it, on one line.
    public var yaml: String {
        var pairs = AnswerField.allCases.compactMap { field in
            shares[field].map { "\(field.rawValue): \(Self.text($0))" }
        }
        if let senses { pairs.append("senses: \(Self.text(senses))") }
        return "expect: {\(pairs.joined(separator: ", "))}"
    }

    private static func text(_ number: Double) -> String {
        let text = String(format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), number)
        return text.hasSuffix("0") ? String(text.dropLast()) : text
    }
}

extension ManifestSection {
    /// Floors of figures; empty where there are none.
    func floors(_ key: String) -> FieldFloors {
        guard let section = section(key) else { return FieldFloors() }
        defer { section.finish() }
        var floors = FieldFloors(senses: section.positiveNumber("senses"))
        for field in AnswerField.allCases {
            guard let share = section.positiveNumber(field.rawValue) else { continue }
            if share > 1 {
                section.fault(field.rawValue, "expected a share of the answers, above 0 and at most 1")
            } else {
                floors.shares[field] = share
            }
        }
        return floors
    }
}
