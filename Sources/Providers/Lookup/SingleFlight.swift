import Foundation
import Synchronization

/// Does the same work once at a time: whoever asks for a key while it is in progress waits for that result.
///
/// The work runs in a task of its own, so that one asker who leaves takes nothing from the others; when the last one
/// has left, it is cancelled.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Waiter {
        let continuation: CheckedContinuation<Value?, Never>
        let timer: Task<Void, Never>?

        func leave(with value: Value?) {
            timer?.cancel()
            continuation.resume(returning: value)
        }
    }

    private struct Flight {
        let number: UInt64
        let task: Task<Void, Never>
        var waiters: [UInt64: Waiter] = [:]
    }

    private struct State {
        var flights: [Key: Flight] = [:]
        var lastNumber: UInt64 = 0

        mutating func next() -> UInt64 {
            lastNumber += 1
            return lastNumber
        }
    }

    private let state = Mutex(State())

    /// The value for `key` from the work in progress, or else from `work`, which begins now. Nil where `deadline` passes
    /// or the caller is cancelled first.
    func value(for key: Key, deadline: Date?, work: @escaping @Sendable () async -> Value) async -> Value? {
        let waiter = state.withLock { $0.next() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { join(key, waiter, deadline, $0, work) }
        } onCancel: {
            leave(key, waiter)
        }
    }

    private func join(
        _ key: Key, _ waiter: UInt64, _ deadline: Date?, _ continuation: CheckedContinuation<Value?, Never>,
        _ work: @escaping @Sendable () async -> Value
    ) {
        let isLeft = state.withLock { state in
            // Under the lock: a cancellation after this look waits for it, and finds the waiter.
            if Task.isCancelled { return true }
            let timer = deadline.map { deadline in
                Task {
                    try? await Task.sleep(for: .seconds(max(0, deadline.timeIntervalSinceNow)))
                    leave(key, waiter)
                }
            }
            if state.flights[key] == nil {
                let number = state.next()
                state.flights[key] = Flight(number: number, task: Task { land(key, number, with: await work()) })
            }
            state.flights[key]?.waiters[waiter] = Waiter(continuation: continuation, timer: timer)
            return false
        }
        if isLeft { continuation.resume(returning: nil) }
    }

    private func land(_ key: Key, _ number: UInt64, with value: Value) {
        let landed = state.withLock { state in
            // The key may be on a later flight by now: this one was left by all, and took its time to notice.
            state.flights[key]?.number == number ? state.flights.removeValue(forKey: key) : nil
        }
        for waiter in landed?.waiters.values ?? [:].values { waiter.leave(with: value) }
    }

    private func leave(_ key: Key, _ waiter: UInt64) {
        let left = state.withLock { state in
            let left = state.flights[key]?.waiters.removeValue(forKey: waiter)
            if state.flights[key]?.waiters.isEmpty == true { state.flights.removeValue(forKey: key)?.task.cancel() }
            return left
        }
        left?.leave(with: nil)
    }
}
