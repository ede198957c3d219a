import Kafka
import Synchronization

/// Dead letters that the broker does not take, until it does: each holds the partition of its request, because nobody would
/// know of the request otherwise.
final class HeldLetters: Sendable {
    /// What is to be written once it can be.
    struct Letter: Sendable {
        let record: ConsumerRecord
        let reason: DeadLetterReason
        var detail: String
        let ticket: Assignment.Ticket
        var extent: DeadLetterExtent
        /// Whether it is held, be it under way once more.
        var isHeld = false

        /// The same with less of the request; nil where there is nothing less.
        var less: Letter? {
            guard let extent = extent.less else { return nil }
            var letter = self
            if self.extent == .whole { letter.detail += " The request is too large to be kept here." }
            letter.extent = extent
            return letter
        }
    }

    /// What is new where a letter is held, or is not any more.
    struct Change {
        /// Whether it is of the first one, or of the last.
        var isOfAll: Bool
        /// The same of those of its partition.
        var isOfPartition: Bool
    }

    private struct State {
        /// Those that wait for the next try.
        var waiting: [Letter] = []
        /// How many there are of each partition, under way or not: by its assignment's epoch.
        var counts: [UInt64: Int] = [:]

        mutating func begin(_ ticket: Assignment.Ticket) -> Change {
            defer { counts[ticket.epoch, default: 0] += 1 }
            return Change(isOfAll: counts.isEmpty, isOfPartition: counts[ticket.epoch] == nil)
        }

        mutating func end(_ ticket: Assignment.Ticket) -> Change {
            let rest = counts[ticket.epoch, default: 1] - 1
            counts[ticket.epoch] = rest == 0 ? nil : rest
            return Change(isOfAll: counts.isEmpty, isOfPartition: rest == 0)
        }
    }

    private let state = Mutex(State())

    /// Has a letter wait for the next try.
    ///
    /// - Returns: What is new, nil where it was held before; and whether the next try is to be set up.
    func hold(_ letter: Letter) -> (change: Change?, isTryDue: Bool) {
        state.withLock { state in
            let change = letter.isHeld ? nil : state.begin(letter.ticket)
            var held = letter
            held.isHeld = true
            state.waiting.append(held)
            return (change, state.waiting.count == 1)
        }
    }

    /// All that wait, which are to be tried again.
    func takeWaiting() -> [Letter] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// A letter is held no longer; nil where it never was.
    func end(_ letter: Letter) -> Change? {
        letter.isHeld ? state.withLock { $0.end(letter.ticket) } : nil
    }

    /// Those of partitions that are given up: their new owner comes to them again.
    func letGo(of partitions: Set<TopicPartition>) -> [Letter] {
        state.withLock { state in
            let gone = state.waiting.filter { partitions.contains($0.ticket.topicPartition) }
            state.waiting.removeAll { partitions.contains($0.ticket.topicPartition) }
            for letter in gone { _ = state.end(letter.ticket) }
            return gone
        }
    }
}
