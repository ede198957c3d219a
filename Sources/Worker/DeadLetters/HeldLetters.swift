import Kafka
import Synchronization

/// Dead letters that the broker does not take, until it does: each holds the partition of its request, because nobody would
/// know of the request otherwise.
final class HeldLetters: Sendable {
    /// What is to be written once it can be.
    struct Letter: Sendable {
        let record: ConsumerRecord
        let reason: DeadLetterReason
        let detail: String
        let ticket: Assignment.Ticket
        let extent: DeadLetterExtent
    }

    private let letters = Mutex<[Letter]>([])

    var count: Int { letters.withLock(\.count) }

    /// True for the first, with which the trying begins.
    func hold(_ letter: Letter) -> Bool {
        letters.withLock { letters in
            letters.append(letter)
            return letters.count == 1
        }
    }

    /// All that are held, which are to be tried again; none is held any more.
    func takeAll() -> [Letter] {
        letters.withLock { letters in
            defer { letters = [] }
            return letters
        }
    }

    /// Those of partitions that are given up: their new owner comes to them again.
    func letGo(of partitions: Set<TopicPartition>) -> [Letter] {
        letters.withLock { letters in
            defer { letters.removeAll { partitions.contains($0.ticket.topicPartition) } }
            return letters.filter { partitions.contains($0.ticket.topicPartition) }
        }
    }
}
