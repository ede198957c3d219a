import Dispatch
import Foundation
import Logging
import Synchronization

/// Hands lines on, those of one kind but a few of each minute: "dead letter: and 1,204 more in the last minute". What is
/// worth less than a notice is asked for by who debugs, and is handed on in full.
struct FoldingLogHandler: LogHandler {
    private var handler: any LogHandler
    private let lines: FoldedLines

    init(_ handler: any LogHandler, _ lines: FoldedLines) {
        self.handler = handler
        self.lines = lines
    }

    var logLevel: Logger.Level {
        get { handler.logLevel }
        set { handler.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { handler.metadata }
        set { handler.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { handler.metadataProvider }
        set { handler.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { handler[metadataKey: key] }
        set { handler[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        if event.level < .notice || lines.admit(event, to: handler) { handler.log(event: event) }
    }
}

/// The lines that are not written, of all handlers of a program.
final class FoldedLines: Sendable {
    private struct State {
        var fold: LineFold
        /// What the last line of a kind with folded ones was, and who writes it.
        var last: [LineFold.Kind: (event: LogEvent, handler: any LogHandler)] = [:]
    }

    /// Those of the program's own log.
    static let ofThisProcess = FoldedLines()

    private let state: Mutex<State>
    private let window: Duration

    init(window: Duration = .seconds(60)) {
        self.window = window
        state = Mutex(State(fold: LineFold(length: window)))
    }

    /// Whether a line is to be written now.
    fileprivate func admit(_ event: LogEvent, to handler: any LogHandler) -> Bool {
        let kind = LineFold.Kind(
            file: event.file, line: event.line, level: event.level,
            speaker: event.metadata?["librdkafka"].map { "\($0)" })
        let decision = state.withLock { state in
            let decision = state.fold.decide(kind, now: .now)
            if decision != .write { state.last[kind] = (event, handler) }
            return decision
        }
        if decision == .firstOfMany {
            let delay = DispatchTimeInterval.milliseconds(Int(window / .milliseconds(1)))
            DispatchQueue.global().asyncAfter(deadline: .now() + delay) { self.end(kind) }
        }
        return decision == .write
    }

    /// Says of all kinds how many lines were not written, as before the end of the program.
    func flush() {
        for kind in state.withLock({ $0.fold.folded }) { end(kind) }
    }

    private func end(_ kind: LineFold.Kind) {
        let (count, last) = state.withLock { state in
            (state.fold.end(kind, now: .now), state.last.removeValue(forKey: kind))
        }
        guard count > 0, let last else { return }
        var event = last.event
        event.message = "\(last.event.message): and \(count.formatted(Self.grouped)) more in the last minute"
        event.metadata = ["folded": "\(count)"]
        event.error = nil
        last.handler.log(event: event)
    }

    private static let grouped = IntegerFormatStyle<Int>(locale: Locale(identifier: "en_US"))
}
