import Foundation

/// Starts a thread for what blocks: the threads that tasks run on are few.
///
/// - Parameter name: Of at most 15 bytes, to be seen by those who look at the process.
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread {
        // Only a thread itself can set its name here.
        Thread.current.name = name
        body()
    }
    thread.start()
}

/// Runs `body` on a thread of its own and waits for it, as a task does.
func onThread<Value: Sendable>(
    _ name: String, _ body: @escaping @Sendable () throws(KafkaError) -> Value
) async throws(KafkaError) -> Value {
    let result: Result<Value, KafkaError> = await withCheckedContinuation { continuation in
        startThread(name) { continuation.resume(returning: Result(catching: body)) }
    }
    return try result.get()
}

extension Duration {
    /// Whole milliseconds, at least 0, as C functions take them.
    var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        return Int32(clamping: max(0, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
    }
}
