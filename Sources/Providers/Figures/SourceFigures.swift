import Lexicon

/// The figures of one source, and what of them is too low.
struct SourceFigures: Sendable {
    /// What an answer changed.
    struct Change: Sendable {
        var began: [DriftingField] = []
        var ended: [String] = []
        /// Fields that are drifting, that the answer lacks, and of which few pages are kept so far.
        var missing: [DriftingField] = []
    }

    /// Pages that are kept of one drift.
    private static let pages = 5
    /// Answers from one look to the next.
    private static let pace = 10

    let source: String
    let floors: FieldFloors
    private(set) var count = FieldCount()
    private(set) var drifting: [String: DriftingField] = [:]
    private var kept: [String: Int] = [:]

    init(source: String, floors: FieldFloors) {
        self.source = source
        self.floors = floors
    }

    mutating func add(_ entries: [Entry]) -> Change {
        count.add(entries)
        var change = Change()
        if count.total.isMultiple(of: Self.pace) { change = look() }
        for field in AnswerField.allCases where !field.isIn(entries) {
            guard let drift = drifting[field.rawValue], kept[field.rawValue, default: 0] < Self.pages else { continue }
            kept[field.rawValue, default: 0] += 1
            change.missing.append(drift)
        }
        return change
    }

    private mutating func look() -> Change {
        var change = Change()
        for field in AnswerField.allCases {
            guard let floor = floors.shares[field] else { continue }
            let (having, all) = count.count(of: field, last: Drift.answers)
            let drift = DriftingField(
                source: source, field: field.rawValue, found: Double(having) / Double(max(1, all)), expected: floor)
            set(drift, isBelow: Drift.isBelow(floor, having: having, of: all), isBack: drift.found >= floor, &change)
        }
        if let floor = floors.senses {
            let senses = count.senses(last: Drift.answers)
            let drift = DriftingField(source: source, field: "senses", found: senses.mean, expected: floor)
            set(drift, isBelow: Drift.isBelow(floor, senses), isBack: senses.mean >= floor, &change)
        }
        return change
    }

    /// A drift that is told goes on until the figure is back at its floor.
    private mutating func set(_ drift: DriftingField, isBelow: Bool, isBack: Bool, _ change: inout Change) {
        if drifting[drift.field] == nil {
            guard isBelow else { return }
            drifting[drift.field] = drift
            kept[drift.field] = 0
            change.began.append(drift)
        } else if isBack {
            drifting[drift.field] = nil
            change.ended.append(drift.field)
        } else {
            drifting[drift.field] = drift
        }
    }
}
