import Lexicon

/// What the last found answers of a source had.
struct FieldCount: Sendable {
    private struct Sample: Sendable {
        /// A bit for each field.
        var fields: UInt8
        var senses: Float
    }

    /// Answers that are remembered.
    static let window = 1_000

    private var answers: [Sample] = []
    private var next = 0
    /// Answers since the start, and those of them with each field.
    private(set) var total = 0
    private var totals = [Int](repeating: 0, count: AnswerField.allCases.count)

    mutating func add(_ entries: [Entry]) {
        var answer = Sample(fields: 0, senses: Float(entries.sensesPerEntry))
        for (bit, field) in AnswerField.allCases.enumerated() where field.isIn(entries) {
            answer.fields |= 1 << bit
            totals[bit] += 1
        }
        total += 1
        if answers.count < Self.window {
            answers.append(answer)
        } else {
            answers[next] = answer
        }
        next = (next + 1) % Self.window
    }

    /// How many of the last answers, at most `most`, have a field, and how many there are.
    func count(of field: AnswerField, last most: Int = window) -> (having: Int, of: Int) {
        guard let bit = AnswerField.allCases.firstIndex(of: field) else { return (0, 0) }
        let last = last(most)
        return (last.count { $0.fields & 1 << bit != 0 }, last.count)
    }

    /// The share of all answers since the start.
    func shareSinceStart(of field: AnswerField) -> Double {
        guard total > 0, let bit = AnswerField.allCases.firstIndex(of: field) else { return 0 }
        return Double(totals[bit]) / Double(total)
    }

    /// The mean of senses an entry in the last answers, its standard error, and how many there are.
    func senses(last most: Int = window) -> (mean: Double, error: Double, of: Int) {
        let last = last(most).map { Double($0.senses) }
        guard !last.isEmpty else { return (0, 0, 0) }
        let mean = last.reduce(0, +) / Double(last.count)
        let variance = last.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(last.count)
        return (mean, (variance / Double(last.count)).squareRoot(), last.count)
    }

    private func last(_ most: Int) -> [Sample] {
        let count = min(most, answers.count)
        return (0..<count).map { answers[(next - 1 - $0 + Self.window) % Self.window] }
    }
}
