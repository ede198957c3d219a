import ArgumentParser
import Foundation
import UnixSignals

/// SIGTERM and SIGINT: the first asks to stop cleanly, the second ends at once.
struct Interruption {
    private let signals: UnixSignalsSequence

    /// From here on no signal ends the process by itself.
    init() async {
        signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    }

    /// Waits for the first signal.
    func first() async {
        for await _ in signals { return }
    }

    /// Calls `stop` at the first signal and ends the process at the second.
    func watch(stop: @escaping @Sendable (UnixSignal) async -> Void) async {
        var isStopping = false
        for await signal in signals {
            if isStopping {
                complain("dico: ended at once by a second signal; what was in flight will be done again.")
                _exit(128 + signal.rawValue)
            }
            isStopping = true
            await stop(signal)
        }
    }

    /// A signal ended what was to be done.
    struct Stopped: Error {
        let signal: UnixSignal

        /// As a shell reports a program that a signal ended.
        var exitCode: ExitCode { ExitCode(128 + signal.rawValue) }
    }

    /// Does something that the first signal cancels; throws `Stopped` where it ended for that.
    static func stopping<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result
    {
        let interruption = await Interruption()
        let working = Task { try await work() }
        let (received, told) = AsyncStream.makeStream(of: UnixSignal.self)
        let watching = Task {
            await interruption.watch { signal in
                told.yield(signal)
                working.cancel()
            }
        }
        defer { watching.cancel() }
        do {
            return try await working.value
        } catch is CancellationError {
            told.finish()
            for await signal in received { throw Stopped(signal: signal) }
            throw CancellationError()
        }
    }
}
