import Foundation
import Synchronization

/// The process that reads, and what becomes of it.
final class Reader: Sendable {
    /// The exit codes that say so.
    static let tooMuchMemory: Int32 = 3
    static let tooMuchTime: Int32 = 4

    private let process: Process
    private let output = Pipe()
    private let longest: Double
    private let first: UInt64

    /// - Parameter longest: Seconds that one page may take.
    init(_ fuzz: Fuzz, from first: UInt64, until end: Date, longest: Double) throws {
        self.longest = longest
        self.first = first
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = [
            "--reads", "--first", "\(first)", "--seconds", "\(max(0, end.timeIntervalSinceNow))", "--budget",
            "\(fuzz.budget)", "--margin", "\(fuzz.margin)", "--memory", "\(fuzz.memory)", "--providers", fuzz.providers,
            "--fixtures", fuzz.fixtures,
        ]
        process.standardOutput = output
        try process.run()
    }

    /// Waits for the end of the process, which is made where a page takes too long; the last page that it read, and what
    /// was wrong with it.
    func finish() -> (last: UInt64, fault: String?) {
        let last = Mutex((page: first, since: Date(), isHung: false))
        let watch = DispatchSource.makeTimerSource()
        watch.schedule(deadline: .now() + 1, repeating: 1)
        watch.setEventHandler { [process, longest] in
            let isHung = last.withLock { last in
                last.isHung = last.isHung || Date().timeIntervalSince(last.since) > longest
                return last.isHung
            }
            if isHung { kill(process.processIdentifier, SIGKILL) }
        }
        watch.resume()
        defer { watch.cancel() }
        var rest = Data()
        while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
            rest += piece
            let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            rest = Data(lines.last ?? Data())
            if let number = lines.dropLast().last.flatMap({ UInt64(String(decoding: $0, as: UTF8.self)) }) {
                last.withLock { $0 = (number, Date(), false) }
            }
        }
        process.waitUntilExit()
        let (page, _, isHung) = last.withLock { $0 }
        return (page, fault(isHung: isHung))
    }

    private func fault(isHung: Bool) -> String? {
        if isHung { return "hangs" }
        if process.terminationReason == .uncaughtSignal { return "crashes with signal \(process.terminationStatus)" }
        switch process.terminationStatus {
        case 0: return nil
        case Self.tooMuchMemory: return "takes too much memory"
        case Self.tooMuchTime: return "takes too much time"
        default: return "ends with \(process.terminationStatus)"
        }
    }
}
