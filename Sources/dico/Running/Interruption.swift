import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// SIGTERM, SIGINT and SIGHUP, which a terminal sends that closes: the first asks to stop cleanly, the second ends at once.
/// SIGQUIT is left to the system, which ends the process.
///
/// They are heard on a thread of its own: a stop must be heard, and a second signal must end the program, however busy
/// the threads are that tasks run on.
final class Interruption: Sendable {
    /// Signals that come so close to each other are one: `timeout` signals a process, and then its whole group.
    private static let instant = Duration.milliseconds(100)

    private struct State {
        var first: (signal: Int32, moment: ContinuousClock.Instant)?
        var stops: [@Sendable (_ signal: Int32) -> Void] = []
        /// Heard for as long as they are kept.
        var sources: [any DispatchSourceSignal] = []
    }

    private let queue = DispatchQueue(label: "signals", qos: .userInteractive)
    private let state = Mutex(State())

    /// From here on no signal ends the process by itself.
    init() {
        state.withLock { state in
            // Under nohup a terminal that closes is to change nothing.
            for number in [SIGTERM, SIGINT] + (isIgnored(SIGHUP) ? [] : [SIGHUP]) {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { [weak self] in self?.heard(number) }
                source.resume()
                state.sources.append(source)
            }
        }
    }

    /// How many programs have the keyboard, and when the last one gave it back.
    private static let lent = Mutex<(programs: Int, end: ContinuousClock.Instant?)>((0, nil))

    /// Does something by a program at this terminal: Ctrl-C, which the whole terminal hears, is for that one.
    static func lendingKeyboard<Result>(_ work: () -> Result) -> Result {
        lent.withLock { $0.programs += 1 }
        defer {
            lent.withLock {
                $0.programs -= 1
                $0.end = .now
            }
        }
        return work()
    }

    private static var isKeyboardLent: Bool {
        lent.withLock { lent in lent.programs > 0 || lent.end.map { .now - $0 <= instant } ?? false }
    }

    private func heard(_ signal: Int32) {
        if signal == SIGINT, Self.isKeyboardLent { return }
        let stops: [@Sendable (Int32) -> Void]? = state.withLock { state in
            let now = ContinuousClock.now
            guard let first = state.first else {
                state.first = (signal, now)
                return state.stops
            }
            return now - first.moment > Self.instant ? nil : []
        }
        guard let stops else {
            complain("dico: ended at once by a second signal; what was in flight will be done again.")
            endAtOnce(128 + signal)
        }
        for stop in stops { stop(signal) }
    }

    /// Calls `stop` at the first signal, at once where it came already. `stop` must not block.
    func onFirst(_ stop: @escaping @Sendable (_ signal: Int32) -> Void) {
        let heard = state.withLock { state in
            state.stops.append(stop)
            return state.first?.signal
        }
        if let heard { stop(heard) }
    }

    /// Waits for the first signal.
    func first() async {
        let (heard, end) = AsyncStream.makeStream(of: Never.self)
        onFirst { _ in end.finish() }
        for await _ in heard {}
    }

    /// Ends the process, as one that has stopped, where it is still there so long after the first signal: something hangs
    /// that nobody can interrupt, and the supervisor's own patience is shorter than it.
    func endProcess(after limit: Duration) {
        onFirst { [queue] _ in
            queue.asyncAfter(deadline: .now() + .milliseconds(Int(limit / .milliseconds(1)))) {
                complain("dico: not everything came to its end in time; what was in flight will be done again.")
                endAtOnce(0)
            }
        }
    }

    /// A signal ended what was to be done.
    struct Stopped: Error {
        let signal: Int32

        /// As a shell reports a program that a signal ended.
        var exitCode: ExitCode { ExitCode(128 + signal) }
    }

    /// Does something that the first signal cancels; throws `Stopped` where it failed after that, whatever befell it: a signal
    /// to a whole group of processes ends what it was talking to as well. What was done all the same is a result.
    static func stopping<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result
    {
        let interruption = Interruption()
        let working = Task { try await work() }
        interruption.onFirst { _ in working.cancel() }
        do {
            let result = try await working.value
            withExtendedLifetime(interruption) {}
            return result
        } catch {
            guard let first = interruption.state.withLock({ $0.first }) else { throw error }
            throw Stopped(signal: first.signal)
        }
    }
}

/// Whether whoever started the process had it ignore a signal.
private func isIgnored(_ signal: Int32) -> Bool { handler(of: signal) == handlerNumber(SIG_IGN) }

extension Interruption {
    /// Gives SIGQUIT back to the system: Swift's runtime would print where each thread is. To be called first of all.
    static func leaveQuittingToTheSystem() {
        if !isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
    }
}

private func handler(of signal: Int32) -> Int {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return handlerNumber(action.__sigaction_handler.sa_handler)
}

/// `SIG_IGN` and `SIG_DFL` are numbers that stand for functions, which cannot be compared.
private func handlerNumber(_ handler: (@convention(c) (Int32) -> Void)?) -> Int { unsafeBitCast(handler, to: Int.self) }
