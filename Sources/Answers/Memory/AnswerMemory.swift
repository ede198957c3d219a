import Lexicon

/// Answers that are at hand: a pure account, bounded in bytes.
///
/// Two generations stand in for the order of use: what is read from the old one moves to the young one, and when the
/// young one is full, the old one is dropped whole. Each costs the same whatever the number of answers. Ages are
/// measured by a clock that nobody sets.
struct AnswerMemory {
    /// Bytes that the answers of both generations may take, by estimate.
    let capacity: Int

    private var young: [AnswerKey: KeptAnswer] = [:]
    private var old: [AnswerKey: KeptAnswer] = [:]
    private var youngCost = 0
    private var oldCost = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many are at hand.
    var count: Int { young.count + old.count }

    /// What they take, by estimate.
    var cost: Int { youngCost + oldCost }

    /// What is kept under `key`, however old it is.
    mutating func answer(for key: AnswerKey) -> KeptAnswer? {
        if let kept = young[key] { return kept }
        guard let kept = old.removeValue(forKey: key) else { return nil }
        oldCost -= kept.cost
        keep(kept, for: key)
        return kept
    }

    mutating func keep(_ kept: KeptAnswer, for key: AnswerKey) {
        guard kept.cost <= capacity / 2 else { return forget(key) }
        if youngCost + kept.cost > capacity / 2 {
            (old, oldCost) = (young, youngCost)
            (young, youngCost) = ([:], 0)
        }
        youngCost += kept.cost - (young.updateValue(kept, forKey: key)?.cost ?? 0)
        if let other = old.removeValue(forKey: key) { oldCost -= other.cost }
    }

    mutating func forget(_ key: AnswerKey) {
        if let kept = young.removeValue(forKey: key) { youngCost -= kept.cost }
        if let kept = old.removeValue(forKey: key) { oldCost -= kept.cost }
    }
}
