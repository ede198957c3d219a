import NIOCore

/// What a route sends down a connection that wants to know when the client hangs up, or is answered: then nobody waits for
/// what it does any more.
struct DepartureIsAwaited: Sendable {
    let promise: EventLoopPromise<Void>
}

extension Channel {
    /// What `work` gives, which is cancelled when the client hangs up. A client that sends no more counts as one that has
    /// left: nothing tells the two apart.
    func whileClientStays<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
        let task = Task { await work() }
        let departure = eventLoop.makePromise(of: Void.self)
        departure.futureResult.whenComplete { _ in task.cancel() }
        triggerUserOutboundEvent(DepartureIsAwaited(promise: departure)).whenFailure { departure.fail($0) }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
