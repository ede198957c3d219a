import Lexicon

extension MarkedSenses {
    /// Joins each text's terms to all senses that its mark names, and returns the terms of texts that name none.
    ///
    /// - Parameter terms: The terms in a text without its mark.
    ///
    /// - Parameter texts: Best read as they are asked for, so that the budget is asked between them.
    mutating func joinTerms(
        _ texts: some Sequence<String>, marks: NumberMarks, _ budget: ReadingBudget, terms: (String) -> [String],
        _ add: (inout Sense, [String]) -> Void
    ) throws -> [String] {
        var rest: [String] = []
        for whole in texts {
            try budget.tick()
            var text = whole[...]
            let names = marks.take(off: &text) ?? []
            let terms = terms(String(text))
            guard !terms.isEmpty else { continue }
            try budget.add(texts: terms.count * max(1, names.count))
            if !join(names, { add(&$0, terms) }) { rest += terms }
        }
        return rest.unique
    }

    /// Joins each example to the first sense that its mark names; one without a mark goes where the last one went.
    ///
    /// - Parameter examples: The examples in a text without its mark.
    mutating func joinExamples(
        _ texts: [String], marks: NumberMarks, _ budget: ReadingBudget, examples: (String) -> [String]
    ) throws {
        var last: [String] = []
        for whole in texts {
            try budget.tick()
            var text = whole[...]
            if let names = marks.take(off: &text) { last = names }
            for example in examples(String(text)) {
                try budget.add(texts: 1)
                let isJoined = last.contains { join([$0]) { $0.examples.append(example) } }
                if !isJoined { _ = joinFirst { $0.examples.append(example) } }
            }
        }
    }
}
