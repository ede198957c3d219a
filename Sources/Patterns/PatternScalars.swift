/// Which scalars stand at one place of a match.
///
/// However many members a class was written with, few are left to be looked at: ranges that touch are one, and stand in
/// order.
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

    /// A kind, or everything but it.
    struct Member: Sendable, Hashable {
        let kind: Kind
        let isMeant: Bool
    }

    let ranges: [ClosedRange<Unicode.Scalar>]
    let kinds: [Member]
    private let isNegated: Bool

    init(ranges: [ClosedRange<Unicode.Scalar>] = [], kinds: [Member] = [], isNegated: Bool = false) {
        self.ranges = Self.joined(ranges)
        self.kinds = Array(Set(kinds))
        self.isNegated = isNegated
    }

    static let any = PatternScalars(isNegated: true)

    /// What it takes to tell whether a scalar is one of them, in steps of a match.
    var cost: Int { 1 + kinds.count + (Int.bitWidth - ranges.count.leadingZeroBitCount) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isIn = isInRanges(scalar) || kinds.contains { $0.kind.contains(scalar) == $0.isMeant }
        return isIn != isNegated
    }

    private func isInRanges(_ scalar: Unicode.Scalar) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(scalar)
    }

    private static func joined(_ ranges: [ClosedRange<Unicode.Scalar>]) -> [ClosedRange<Unicode.Scalar>] {
        guard ranges.count > 1 else { return ranges }
        var joined: [ClosedRange<Unicode.Scalar>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound.value <= last.upperBound.value + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// With the other case of every scalar that it names. Long ranges are of writings that have none.
    var ignoringCase: PatternScalars {
        var both = ranges
        for range in ranges where range.upperBound.value - range.lowerBound.value < 1_000 {
            for value in range.lowerBound.value...range.upperBound.value {
                guard let properties = Unicode.Scalar(value)?.properties else { continue }
                for other in [properties.lowercaseMapping, properties.uppercaseMapping] {
                    let scalars = other.unicodeScalars
                    if scalars.count == 1, let scalar = scalars.first { both.append(scalar...scalar) }
                }
            }
        }
        return PatternScalars(ranges: both, kinds: kinds, isNegated: isNegated)
    }
}
