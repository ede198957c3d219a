/// Which topics the broker lets be written to, and the records that wait to know it: a pure account.
///
/// librdkafka 2.0.2 would keep records for a topic that it may not see until they time out, and it looks for the
/// partitions of a further topic once a second only.
struct TopicCheck: Sendable {
    typealias Held = (record: ProducerRecord, delivery: Delivery)

    enum Admission {
        /// The topic is known.
        case send
        /// The record waits for a check that goes on.
        case hold
        /// The record waits, and nobody checks topics: begin with this one.
        case check(String)
    }

    /// Of strangers' making, so bounded: when the young ones are full, the old ones are forgotten, and checked again.
    private var young: Set<String> = []
    private var old: Set<String> = []
    private let most: Int
    private var held: [String: [Held]] = [:]
    private(set) var isChecking = false

    /// - Parameter most: Topics that are remembered.
    init(most: Int = 10_000) {
        self.most = most
    }

    /// Topics that are remembered.
    var count: Int { young.count + old.count }

    private mutating func isKnown(_ topic: String) -> Bool {
        if young.contains(topic) { return true }
        guard old.remove(topic) != nil else { return false }
        remember(topic)
        return true
    }

    private mutating func remember(_ topic: String) {
        if young.count >= max(1, most / 2) {
            old = young
            young = []
        }
        young.insert(topic)
    }

    mutating func admit(_ record: ProducerRecord, _ delivery: Delivery) -> Admission {
        let topic = record.topic
        if isKnown(topic) { return .send }
        held[topic, default: []].append((record, delivery))
        guard !isChecking else { return .hold }
        isChecking = true
        return .check(topic)
    }

    /// The records of a topic whose check ended, in the order they came; it is known from now on where `isKnown`.
    mutating func release(_ topic: String, isKnown: Bool) -> [Held] {
        if isKnown { remember(topic) }
        return held.removeValue(forKey: topic) ?? []
    }

    /// The next topic to check; nil where none is left, which ends the checking.
    mutating func next() -> String? {
        isChecking = !held.isEmpty
        return held.keys.first
    }

    /// All records that wait; none waits any more.
    mutating func abandon() -> [Held] {
        defer { held = [:] }
        return held.values.flatMap(\.self)
    }
}
