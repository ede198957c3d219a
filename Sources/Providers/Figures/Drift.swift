import Foundation

/// Whether what the last answers had is too little to be an accident.
enum Drift {
    /// Answers that are looked at: a site that changes is noticed by then.
    static let answers = 200
    /// How often an honest source at its very floor would be taken for a drifting one, in one look.
    private static let accident = 1e-4
    /// The same for a mean, in standard errors.
    private static let errors = 4.0
    /// Fewest answers for a mean.
    private static let fewest = 40

    static func isBelow(_ floor: Double, having: Int, of count: Int) -> Bool {
        guard count > 0, Double(having) < floor * Double(count) else { return false }
        return chance(ofAtMost: having, of: count, at: floor) < accident
    }

    static func isBelow(_ floor: Double, _ senses: (mean: Double, error: Double, of: Int)) -> Bool {
        senses.of >= fewest && senses.mean + errors * senses.error < floor * 0.95
    }

    /// That at most `most` of `count` have what each has with the chance `share`.
    static func chance(ofAtMost most: Int, of count: Int, at share: Double) -> Double {
        guard share < 1 else { return most < count ? 0 : 1 }
        let odds = log(share / (1 - share))
        var term = Double(count) * log(1 - share)
        var sum = exp(term)
        for having in stride(from: 1, through: most, by: 1) {
            term += log(Double(count - having + 1) / Double(having)) + odds
            sum += exp(term)
        }
        return sum
    }
}

/// A source whose answers have less of something than is expected.
public struct DriftingField: Sendable, Hashable, CustomStringConvertible {
    /// "language/source".
    public var source: String
    /// The field, or "senses".
    public var field: String
    /// The share of the last answers that have it; of senses, their mean an entry.
    public var found: Double
    /// The floor of the manifest, in the same unit.
    public var expected: Double

    public var description: String {
        "\(source): \(field) \(Self.text(found)), expected at least \(Self.text(expected))"
    }

    private static func text(_ number: Double) -> String {
        String(format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), number)
    }
}
