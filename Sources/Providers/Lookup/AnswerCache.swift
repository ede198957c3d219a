import Lexicon

/// Answers that are at hand: a pure account, bounded in bytes.
///
/// Two generations stand in for the order of use: what is read from the old one moves to the young one, and when the
/// young one is full, the old one is dropped whole. Each costs the same whatever the number of answers. Ages are
/// measured by a clock that nobody sets.
struct AnswerCache<Key: Hashable> {
    private struct Kept {
        let reply: LookupReply
        let cost: Int
        let expiry: ContinuousClock.Instant
    }

    let lifetimes: Lifetimes
    /// Bytes that the answers of both generations may take, by estimate.
    let capacity: Int

    private var young: [Key: Kept] = [:]
    private var old: [Key: Kept] = [:]
    private var youngCost = 0

    init(capacity: Int, lifetimes: Lifetimes = .init()) {
        self.capacity = capacity
        self.lifetimes = lifetimes
    }

    /// The answer, where it is young enough.
    mutating func reply(for key: Key, now: ContinuousClock.Instant) -> LookupReply? {
        if let kept = young[key] { return kept.expiry > now ? kept.reply : nil }
        guard let kept = old.removeValue(forKey: key), kept.expiry > now else { return nil }
        keep(kept, for: key)
        return kept.reply
    }

    mutating func store(_ reply: LookupReply, for key: Key, now: ContinuousClock.Instant) {
        guard let lifetime = lifetimes.lifetime(of: reply.outcome) else { return }
        keep(Kept(reply: reply.fromCache(), cost: reply.estimatedBytes, expiry: now + lifetime), for: key)
    }

    private mutating func keep(_ kept: Kept, for key: Key) {
        guard kept.cost <= capacity / 2 else { return }
        if youngCost + kept.cost > capacity / 2 {
            old = young
            young = [:]
            youngCost = 0
        }
        youngCost += kept.cost - (young.updateValue(kept, forKey: key)?.cost ?? 0)
    }
}

extension LookupReply {
    /// What the answer takes in memory, by estimate: its texts, for each of them and each sense what surrounds it, and
    /// as much again for its encoded forms.
    fileprivate var estimatedBytes: Int {
        800 + word.utf8.count + 2 * entries.reduce(0) { $0 + $1.estimatedBytes }
    }
}

extension Entry {
    fileprivate var estimatedBytes: Int {
        200 + headword.utf8.count + senses.reduce(0) { $0 + $1.estimatedBytes }
            + (synonyms + antonyms + pronunciations.map(\.text)).estimatedBytes
    }
}

extension Sense {
    fileprivate var estimatedBytes: Int {
        100 + definition.utf8.count + (labels + examples + synonyms + antonyms).estimatedBytes
            + senses.reduce(0) { $0 + $1.estimatedBytes }
    }
}

extension [String] {
    fileprivate var estimatedBytes: Int { reduce(0) { $0 + 48 + $1.utf8.count } }
}
