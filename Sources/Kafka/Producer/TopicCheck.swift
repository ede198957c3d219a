/// Which topics the broker lets be written to, and the records that wait to know it: a pure account.
///
/// librdkafka 2.0.2 would keep records for a topic that it may not see until they time out, and it looks for the
/// partitions of a further topic once a second only. Every version takes one broker's word that there is no such topic,
/// though the topic may have been created a moment ago: here such a topic is asked for again for a while.
struct TopicCheck: Sendable {
    typealias Held = (record: ProducerRecord, delivery: Delivery)

    enum Admission {
        /// The topic is known.
        case send
        /// The record waits for a check that goes on.
        case hold
        /// The record waits, and nobody checks topics: begin.
        case check
    }

    /// What the broker says of a topic.
    enum Standing {
        case known
        /// Nobody may write to it.
        case refused(KafkaError)
        /// There is none, at least not yet.
        case absent(KafkaError)
    }

    private struct Waiting {
        /// Until when the topic may come into being.
        let deadline: ContinuousClock.Instant
        var records: [Held] = []
    }

    /// Of strangers' making, so bounded: when the young ones are full, the old ones are forgotten, and checked again.
    private var young: Set<String> = []
    private var old: Set<String> = []
    /// The known one that was asked for last. Records of one topic tend to follow each other, and this needs no hashing.
    private var latest: String?
    private let most: Int
    private var waiting: [String: Waiting] = [:]
    private(set) var isChecking = false

    /// - Parameter most: Topics that are remembered.
    init(most: Int = 10_000) {
        self.most = most
    }

    /// Topics that are remembered.
    var count: Int { young.count + old.count }

    private mutating func isKnown(_ topic: String) -> Bool {
        if latest == topic { return true }
        if !young.contains(topic) {
            guard old.remove(topic) != nil else { return false }
            remember(topic)
        }
        latest = topic
        return true
    }

    private mutating func remember(_ topic: String) {
        if young.count >= max(1, most / 2) {
            old = young
            young = []
        }
        young.insert(topic)
    }

    mutating func admit(
        _ record: ProducerRecord, _ delivery: Delivery, at now: @autoclosure () -> ContinuousClock.Instant = .now
    ) -> Admission {
        let topic = record.topic
        if isKnown(topic) { return .send }
        waiting[topic, default: Waiting(deadline: now() + Admin.patience)].records.append((record, delivery))
        guard !isChecking else { return .hold }
        isChecking = true
        return .check
    }

    /// Notes that a record was refused because its topic is unknown. True where that may be mended by asking for the topic
    /// again: it was known, or is being asked for.
    mutating func forget(_ topic: String) -> Bool {
        var wasKnown = young.remove(topic) != nil || old.remove(topic) != nil
        if latest == topic {
            latest = nil
            wasKnown = true
        }
        return wasKnown || waiting[topic] != nil
    }

    /// Has a record wait again whose topic was found a moment ago, and refused all the same.
    mutating func wait(_ held: Held, at now: ContinuousClock.Instant = .now) {
        _ = forget(held.record.topic)
        waiting[held.record.topic, default: Waiting(deadline: now + Admin.patience)].records.append(held)
    }

    /// Whether records wait for this topic.
    func isAwaited(_ topic: String) -> Bool { waiting[topic] != nil }

    /// The topics to ask the broker for now; none where no record waits, which ends the checking.
    mutating func open() -> [String] {
        isChecking = !waiting.isEmpty
        return Array(waiting.keys)
    }

    /// The records of a topic of which the broker said this, in the order they came, with the error that they end with,
    /// if with any; none while the topic may still come.
    mutating func settle(
        _ topic: String, _ standing: Standing, at now: ContinuousClock.Instant = .now
    ) -> (records: [Held], error: KafkaError?) {
        var refusal: KafkaError?
        switch standing {
        case .known: remember(topic)
        case .refused(let error): refusal = error
        case .absent(let error):
            guard waiting[topic].map({ $0.deadline <= now }) ?? true else { return ([], nil) }
            refusal = error
        }
        return (waiting.removeValue(forKey: topic)?.records ?? [], refusal)
    }

    /// All records that wait; none waits any more.
    mutating func abandon() -> [Held] {
        defer { waiting = [:] }
        return waiting.values.flatMap(\.records)
    }
}
