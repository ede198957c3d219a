import Synchronization

/// The error that ended a service: the first of those noted, from whichever thread.
final class FirstFailure: Sendable {
    private let noted = Mutex<(any Error)?>(nil)

    var first: (any Error)? { noted.withLock { $0 } }

    func note(_ error: any Error) {
        noted.withLock { $0 = $0 ?? error }
    }
}
