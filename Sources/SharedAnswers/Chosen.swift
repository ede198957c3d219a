import Answers
import Synchronization

/// Keys that were chosen while a topic was read.
final class Chosen: Sendable {
    let keys = Mutex<[AnswerKey]>([])
}
