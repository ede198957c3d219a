import Client
import Foundation
import Lexicon
import Synchronization

/// Tells on standard error how far a list is: as a bar on a terminal, as a line now and then elsewhere, and at its end.
final class ListReport: Sendable {
    private let progress = Mutex<ListProgress?>(nil)
    private let begin = ContinuousClock.now
    private let interval: Double
    private let isTerminal =
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    /// - Parameter interval: Seconds from line to line; 0 for none but the last.
    init(every interval: Double) {
        self.interval = interval
    }

    func note(_ progress: ListProgress) {
        self.progress.withLock { $0 = progress }
    }

    /// Tells while `work` goes on, and then how it ended, however it did.
    func shown<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let telling = Task {
            while interval > 0 {
                try await Task.sleep(for: .seconds(isTerminal ? min(interval, 0.2) : interval))
                tell()
            }
        }
        defer {
            telling.cancel()
            if isTerminal { write("\r\u{1B}[K") }
            if let progress = progress.withLock({ $0 }) { complain(sum(of: progress)) }
        }
        return try await work()
    }

    private func tell() {
        guard let line = progress.withLock({ $0 }).map(line) else { return }
        guard isTerminal else { return complain(line) }
        write("\r\(line.prefix(Terminal.size(of: STDERR_FILENO).columns - 1))\u{1B}[K")
    }

    private func sum(of progress: ListProgress) -> String {
        let notes = [
            progress.answeredBefore > 0 ? "\(progress.answeredBefore) answered before" : nil,
            progress.repeated > 0 ? "\(progress.repeated) repeated" : nil,
            "\(progress.answeredNow) asked in \(Self.text(elapsed))",
        ].compactMap(\.self)
        return "\(done(progress)): \(outcomes(progress)) (\(notes.joined(separator: ", ")))"
    }

    private var elapsed: Duration { ContinuousClock.now - begin }

    private func line(_ progress: ListProgress) -> String {
        let rate = Double(progress.answeredNow) / (elapsed / .seconds(1))
        var parts = [done(progress), "\(rate.formatted(.number.precision(.fractionLength(1))))/s"]
        // A list may grow while it is read: then more are done than there were.
        if let total = progress.total.map({ max($0, progress.done) }) {
            if isTerminal { parts.insert(Self.bar(Double(progress.done) / Double(max(1, total))), at: 0) }
            if rate > 0 { parts.append("\(Self.text(.seconds(Double(total - progress.done) / rate))) left") }
        }
        return (parts + [outcomes(progress)]).joined(separator: "  ")
    }

    private func done(_ progress: ListProgress) -> String {
        progress.total.map { "\(progress.done) of \($0) words" } ?? "\(progress.done) words"
    }

    private func outcomes(_ progress: ListProgress) -> String {
        let counts = Outcome.allCases.compactMap { outcome in
            progress.outcomes[outcome].map { "\($0) \(outcome.rawValue.replacing("_", with: " "))" }
        }
        return counts.isEmpty ? "none answered" : counts.joined(separator: ", ")
    }

    private static func bar(_ part: Double) -> String {
        let full = Int(20 * part)
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: 20 - full) + "]"
    }

    private static func text(_ duration: Duration) -> String {
        duration.formatted(.units(allowed: [.days, .hours, .minutes, .seconds], width: .narrow, maximumUnitCount: 2))
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
