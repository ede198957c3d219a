import Lexicon
import Providers

/// How an answer is built, whatever its words are.
struct AnswerStructure: Sendable, Hashable {
    let outcome: Outcome
    let entries: Int
    /// The kinds of its entries, in order.
    let kinds: [String]
    /// Senses and sub-senses.
    let senses: Int
    let fields: Set<AnswerField>

    init(_ reading: ReplyContent) {
        outcome = reading.outcome
        entries = reading.entries.count
        kinds = reading.entries.map { $0.partOfSpeech?.rawValue ?? "unknown (\($0.partOfSpeechLabel ?? "none"))" }
        senses = reading.entries.reduce(0) { $0 + $1.senses.reduce(0) { $0 + $1.total } }
        fields = Set(AnswerField.allCases.filter { $0.isIn(reading.entries) })
    }

    /// What of a recorded answer is no longer so, in a line each.
    ///
    /// People edit articles: a sense more or less is no change of the mark-up, half of them gone is one.
    ///
    /// - Parameter countsHold: Whether the recorded answer is the site's own, so that its numbers mean something.
    func changes(from recorded: AnswerStructure, countsHold: Bool) -> [String] {
        guard outcome == recorded.outcome else {
            return ["the outcome was \(recorded.outcome.rawValue), and is \(outcome.rawValue)"]
        }
        var changes = recorded.fields.subtracting(fields).sorted().map { "\($0.rawValue) are gone" }
        let lost = Set(recorded.kinds).subtracting(kinds).sorted()
        if !lost.isEmpty {
            changes.append("no entry is \(lost.joined(separator: ", ")) any more, but \(kinds.joined(separator: ", "))")
        }
        guard countsHold else { return changes }
        if senses * 2 < recorded.senses || senses > recorded.senses * 3 {
            changes.append("there were \(recorded.senses) senses, and are \(senses)")
        }
        if entries * 2 < recorded.entries || entries > recorded.entries * 3 {
            changes.append("there were \(recorded.entries) entries, and are \(entries)")
        }
        return changes
    }
}

extension Sense {
    fileprivate var total: Int { senses.reduce(1) { $0 + $1.total } }
}
