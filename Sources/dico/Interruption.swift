import Foundation
import UnixSignals

/// SIGTERM and SIGINT: the first asks to stop cleanly, the second ends at once.
struct Interruption {
    /// Waits for the first signal.
    func first() async {
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { return }
    }

    /// Calls `stop` at the first signal and ends the process at the second.
    func watch(stop: @escaping @Sendable () async -> Void) async {
        var isStopping = false
        for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
            if isStopping {
                complain("dico: ended at once by a second signal; what was in flight will be done again.")
                _exit(128 + signal.rawValue)
            }
            isStopping = true
            await stop()
        }
    }
}
