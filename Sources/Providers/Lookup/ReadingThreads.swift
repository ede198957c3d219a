import Foundation
import Synchronization

/// The few threads that pages are read on.
///
/// Reading a page can take as long as its budget allows, and the threads that tasks run on are as few as processors:
/// on those, some costly pages would keep signals, health and heartbeats waiting. A page waits here for its turn
/// instead, and holds up nothing but other pages.
final class ReadingThreads: Sendable {
    private struct Work {
        let number: UInt64
        /// Reads, or says that there is no need to where `isWanted` is false. Called once.
        let run: @Sendable (_ isWanted: Bool) -> Void
    }

    private struct State {
        var waiting: [Work] = []
        /// Of those that stand before it in `waiting`, which is emptied when all are taken.
        var taken = 0
        var idle = 0
        var threads = 0
        var lastNumber: UInt64 = 0
        var isEnded = false

        mutating func take() -> Work? {
            guard taken < waiting.count else { return nil }
            taken += 1
            defer { if taken == waiting.count { (waiting, taken) = ([], 0) } }
            return waiting[taken - 1]
        }

        mutating func remove(_ number: UInt64) -> Work? {
            guard let place = waiting[taken...].firstIndex(where: { $0.number == number }) else { return nil }
            return waiting.remove(at: place)
        }
    }

    /// What the threads themselves hold, so that they end when the owner goes.
    private final class Queue: Sendable {
        let state = Mutex(State())
        let news = DispatchSemaphore(value: 0)
    }

    private let queue = Queue()
    /// At most so many pages are read at a time.
    let count: Int

    /// As many threads as processors, so that reading is as fast as it can be, and never one alone, which a single page
    /// could keep.
    init(count: Int = max(2, ProcessInfo.processInfo.activeProcessorCount)) {
        self.count = count
    }

    deinit {
        let threads = queue.state.withLock { state in
            state.isEnded = true
            return state.threads
        }
        for _ in 0..<threads { queue.news.signal() }
    }

    /// The result of `body`, which one of the threads runs. Nil where the task is cancelled before one is free.
    func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
        let number = queue.state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                add(Work(number: number) { continuation.resume(returning: $0 ? body() : nil) })
            }
        } onCancel: {
            queue.state.withLock { $0.remove(number) }?.run(false)
        }
    }

    private func add(_ work: Work) {
        let (isLeft, isShort) = queue.state.withLock { state in
            // Under the lock: a cancellation after this look waits for it, and finds the work.
            if Task.isCancelled { return (true, false) }
            state.waiting.append(work)
            let isShort = state.idle < state.waiting.count - state.taken && state.threads < count
            if isShort { state.threads += 1 }
            return (false, isShort)
        }
        if isLeft { return work.run(false) }
        if isShort { Self.start(queue) }
        queue.news.signal()
    }

    private static func start(_ queue: Queue) {
        let thread = Thread {
            // Only a thread itself can set its name here.
            Thread.current.name = "reading"
            while true {
                queue.state.withLock { $0.idle += 1 }
                queue.news.wait()
                let (work, isEnded) = queue.state.withLock { state in
                    state.idle -= 1
                    return (state.take(), state.isEnded)
                }
                // Signalled for each work, also for what was left meanwhile; and once for each thread at the end.
                if let work { work.run(true) } else if isEnded { return }
            }
        }
        // Selectors and senses go as deep as a page does.
        thread.stackSize = 8 << 20
        thread.start()
    }
}
