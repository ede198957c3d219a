import Kafka

/// The partitions a worker holds and what is in flight of each: a pure account of deliveries, completions and drains.
///
/// An assignment of a partition has an epoch. Whatever completes after its epoch ended is ignored, even where the same
/// partition came back: its new owner, or its new epoch, does the work again.
struct Assignment: Sendable {
    /// One delivered record, until it is done.
    struct Ticket: Sendable, Hashable {
        let topicPartition: TopicPartition
        let epoch: UInt64
        let offset: Int64
    }

    /// What a completion means for others.
    struct Progress: Equatable {
        /// The offset to store for the ticket's partition; nil where it did not move.
        var store: Int64?
        /// Drains that are complete now.
        var drained: [DrainID] = []
    }

    typealias DrainID = UInt64

    /// By epoch, which is quicker to find than a topic's name.
    private var ledgers: [UInt64: OffsetLedger] = [:]
    private var epochs: [TopicPartition: UInt64] = [:]
    /// Records of one partition tend to follow each other.
    private var latest: (partition: TopicPartition, epoch: UInt64, place: Dictionary<UInt64, OffsetLedger>.Index)?
    private var drains: [DrainID: Set<TopicPartition>] = [:]
    /// Partitions held whose first request cannot be done for now.
    private(set) var stuck: Set<TopicPartition> = []
    private var lastNumber: UInt64 = 0

    /// The partitions held.
    var partitions: Set<TopicPartition> { Set(epochs.keys) }

    /// Records delivered and not done, nor let go, of all partitions.
    private(set) var outstanding = 0

    /// Records of a topic that a crash would bring again: of each partition the first one not done, and all behind it. One
    /// that is stuck is to hold no other up, and is not counted.
    func span(of topic: String) -> Int {
        epochs.reduce(0) { $1.key.topic == topic && !stuck.contains($1.key) ? $0 + span(of: $1.key) : $0 }
    }

    /// The same of one partition.
    func span(of partition: TopicPartition) -> Int { epochs[partition].flatMap { ledgers[$0]?.span } ?? 0 }

    mutating func assign(_ partitions: some Sequence<TopicPartition>) {
        latest = nil
        for partition in partitions where epochs[partition] == nil {
            let epoch = next()
            epochs[partition] = epoch
            ledgers[epoch] = OffsetLedger()
        }
    }

    /// Notes a record as delivered; nil where the partition is not held or the record came before.
    mutating func deliver(_ offset: Int64, of partition: TopicPartition) -> Ticket? {
        if latest?.partition != partition {
            latest = epochs[partition].flatMap { epoch in
                ledgers.index(forKey: epoch).map { (partition, epoch, $0) }
            }
        }
        guard let (_, epoch, place) = latest, ledgers.values[place].deliver(offset) else { return nil }
        outstanding += 1
        return Ticket(topicPartition: partition, epoch: epoch, offset: offset)
    }

    /// Notes whether a request cannot be done for now, by which its partition is stuck. One of an epoch that ended says
    /// nothing about the partition, be it held once more.
    mutating func set(_ ticket: Ticket, isStuck: Bool) {
        guard isHeld(ticket) else { return }
        if isStuck { stuck.insert(ticket.topicPartition) } else { stuck.remove(ticket.topicPartition) }
    }

    /// Whether the ticket's epoch goes on.
    func isHeld(_ ticket: Ticket) -> Bool {
        ledgers[ticket.epoch] != nil
    }

    mutating func finish(_ ticket: Ticket) -> Progress {
        guard let place = ledgers.index(forKey: ticket.epoch) else { return Progress() }
        let before = ledgers.values[place].outstanding
        let store = ledgers.values[place].finish(ticket.offset)
        let after = ledgers.values[place].outstanding
        outstanding -= before - after
        let drained = drains.isEmpty || after > 0 ? [] : completeDrains()
        return Progress(store: store, drained: drained)
    }

    /// Gives a request up that nobody was asked for: it comes again, to whoever has its partition then.
    mutating func letGo(_ ticket: Ticket) -> [DrainID] {
        guard let place = ledgers.index(forKey: ticket.epoch) else { return [] }
        let before = ledgers.values[place].outstanding
        ledgers.values[place].letGo(ticket.offset)
        outstanding -= before - ledgers.values[place].outstanding
        return completeDrains()
    }

    /// Whether the ticket's partition is about to be given up: nothing more is begun for it.
    func isDraining(_ ticket: Ticket) -> Bool {
        drains.values.contains { $0.contains(ticket.topicPartition) }
    }

    /// Begins to wait for `partitions` to have nothing outstanding; nil where they have nothing already. The partitions
    /// stay held, so that what finishes meanwhile is stored: drain first, fence second.
    mutating func drain(_ partitions: some Sequence<TopicPartition>) -> DrainID? {
        let partitions = Set(partitions)
        guard isOutstanding(partitions) else { return nil }
        let id = next()
        drains[id] = partitions
        return id
    }

    /// Ends the epochs of `partitions` and returns how many of their records were not done: they will come again.
    mutating func fence(_ partitions: some Sequence<TopicPartition>) -> (abandoned: Int, drained: [DrainID]) {
        var abandoned = 0
        for partition in partitions {
            guard let epoch = epochs.removeValue(forKey: partition) else { continue }
            stuck.remove(partition)
            abandoned += ledgers.removeValue(forKey: epoch)?.outstanding ?? 0
        }
        latest = nil
        outstanding -= abandoned
        return (abandoned, completeDrains())
    }

    private mutating func completeDrains() -> [DrainID] {
        let complete = drains.filter { !isOutstanding($0.value) }.map(\.key)
        for id in complete { drains[id] = nil }
        return complete
    }

    private func isOutstanding(_ partitions: Set<TopicPartition>) -> Bool {
        partitions.contains { epochs[$0].flatMap { ledgers[$0] }.map { $0.outstanding > 0 } ?? false }
    }

    private mutating func next() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }
}
