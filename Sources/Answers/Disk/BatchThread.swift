import Dispatch
import Foundation
import Synchronization

/// A thread that does what blocks: all work that has come meanwhile, together, and then what came in that time.
///
/// The threads that tasks run on are few, and a disk may take its time.
final class BatchThread<Work: Sendable>: Sendable {
    private struct State {
        var waiting: [Work] = []
        var isEnded = false
    }

    /// What the thread itself holds, so that it ends when the owner goes.
    private final class Queue: Sendable {
        let state = Mutex(State())
        let news = DispatchSemaphore(value: 0)
    }

    private let queue = Queue()

    /// - Parameters:
    ///   - name: Of at most 15 bytes, to be seen by those who look at the process.
    ///   - most: Works of one batch.
    init(name: String, most: Int, body: @escaping @Sendable ([Work]) -> Void) {
        let thread = Thread { [queue] in
            // Only a thread itself can set its name here.
            Thread.current.name = name
            while true {
                let (batch, isEnded) = queue.state.withLock { state in
                    let batch = Array(state.waiting.prefix(most))
                    state.waiting.removeFirst(batch.count)
                    return (batch, state.isEnded)
                }
                if batch.isEmpty {
                    if isEnded { return }
                    queue.news.wait()
                } else {
                    body(batch)
                }
            }
        }
        thread.start()
    }

    /// What was handed over before is done still.
    deinit {
        queue.state.withLock { $0.isEnded = true }
        queue.news.signal()
    }

    /// Hands work over and does not wait; false where `limit` works wait already.
    @discardableResult
    func add(_ work: Work, unlessWaiting limit: Int = .max) -> Bool {
        let isTaken = queue.state.withLock { state in
            guard state.waiting.count < limit else { return false }
            state.waiting.append(work)
            return true
        }
        if isTaken { queue.news.signal() }
        return isTaken
    }
}
