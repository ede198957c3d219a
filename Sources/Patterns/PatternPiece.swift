/// A part of a pattern, as it was written.
indirect enum PatternPiece {
    case one(PatternScalars)
    /// Begin and end of the text.
    case start, end
    /// Between a letter, digit or `_` and anything else; or anywhere but there.
    case wordBorder(Bool)
    case sequence([PatternPiece])
    /// The earlier ones are preferred.
    case choice([PatternPiece])
    /// Nil for any number. As many as possible where it is greedy, else as few.
    case repeated(PatternPiece, least: Int, most: Int?, isGreedy: Bool)
}

/// Which scalars stand at one place of a match.
struct PatternScalars: Sendable {
    /// A kind of scalars that has a name.
    enum Kind: Sendable {
        case digit, word, space, letter, upper, lower

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            let properties = scalar.properties
            return switch self {
            case .digit: properties.generalCategory == .decimalNumber
            case .word:
                properties.isAlphabetic || properties.generalCategory == .decimalNumber || scalar == "_"
                    || Self.isMark(properties.generalCategory)
            case .space: properties.isWhitespace
            case .letter: properties.isAlphabetic || Self.isMark(properties.generalCategory)
            case .upper: properties.isUppercase
            case .lower: properties.isLowercase
            }
        }

        private static func isMark(_ category: Unicode.GeneralCategory) -> Bool {
            category == .nonspacingMark || category == .spacingMark
        }
    }

    var ranges: [ClosedRange<Unicode.Scalar>] = []
    var kinds: [(kind: Kind, isMeant: Bool)] = []
    var isNegated = false

    static let any = PatternScalars(isNegated: true)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isIn =
            ranges.contains { $0.contains(scalar) } || kinds.contains { $0.kind.contains(scalar) == $0.isMeant }
        return isIn != isNegated
    }

    /// With the other case of every scalar that it names.
    var ignoringCase: PatternScalars {
        var both = self
        for range in ranges where range.upperBound.value - range.lowerBound.value < 1_000 {
            for value in range.lowerBound.value...range.upperBound.value {
                guard let properties = Unicode.Scalar(value)?.properties else { continue }
                for other in [properties.lowercaseMapping, properties.uppercaseMapping] {
                    let scalars = other.unicodeScalars
                    if scalars.count == 1, let scalar = scalars.first { both.ranges.append(scalar...scalar) }
                }
            }
        }
        return both
    }
}
