/// How much of an answer a reply has. What a broker takes in one message is bounded, and a small answer is better than none.
public enum ReplyExtent: Sendable, CaseIterable {
    case whole, withoutExamples
    /// Without examples, synonyms and antonyms.
    case withoutRelations
    /// Only why there is no answer.
    case excuse

    /// The next smaller one; nil where there is none.
    public var less: ReplyExtent? {
        switch self {
        case .whole: .withoutExamples
        case .withoutExamples: .withoutRelations
        case .withoutRelations: .excuse
        case .excuse: nil
        }
    }
}

extension LookupReply {
    /// The reply with as much of its answer as `extent` says. What is left out is told as its error.
    public func reduced(to extent: ReplyExtent) -> LookupReply {
        switch extent {
        case .whole: self
        case .withoutExamples: with(entries.map { $0.reduced(keepsRelations: true) }, leavingOut: "examples")
        case .withoutRelations:
            with(entries.map { $0.reduced(keepsRelations: false) }, leavingOut: "examples, synonyms and antonyms")
        case .excuse:
            LookupReply(
                id: id, word: word, language: language, outcome: outcome == .found ? .unavailable : outcome,
                source: source,
                fetchedAt: fetchedAt, cached: cached, stale: stale,
                error: "The answer is larger than the broker takes in one message (message.max.bytes), even without "
                    + "examples, synonyms and antonyms.")
        }
    }

    private func with(_ entries: [Entry], leavingOut what: String) -> LookupReply {
        LookupReply(
            id: id, word: word, language: language, outcome: outcome, source: source, entries: entries,
            fetchedAt: fetchedAt, cached: cached, stale: stale,
            error: "The answer has no \(what): with them it is larger than the broker takes in one message "
                + "(message.max.bytes).")
    }
}

extension Entry {
    fileprivate func reduced(keepsRelations: Bool) -> Entry {
        var entry = self
        entry.senses = senses.map { $0.reduced(keepsRelations: keepsRelations) }
        if !keepsRelations { (entry.synonyms, entry.antonyms) = ([], []) }
        return entry
    }
}

extension Sense {
    fileprivate func reduced(keepsRelations: Bool) -> Sense {
        var sense = self
        sense.examples = []
        if !keepsRelations { (sense.synonyms, sense.antonyms) = ([], []) }
        sense.senses = senses.map { $0.reduced(keepsRelations: keepsRelations) }
        return sense
    }
}
