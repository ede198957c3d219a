import Logging
import Synchronization

/// A log whose lines a test reads: those of warnings and worse, unless it says otherwise.
public final class CollectedLog: Sendable {
    private let collected = Mutex<[LogEvent]>([])
    private let level: Logger.Level

    public init(from level: Logger.Level = .warning) {
        self.level = level
    }

    public var lines: [String] { collected.withLock { $0.map { "\($0.message)" } } }

    /// Those of one level.
    public func lines(at level: Logger.Level) -> [String] {
        collected.withLock { $0.filter { $0.level == level }.map { "\($0.message)" } }
    }

    /// What the lines say beside their texts.
    public var metadata: [Logger.Metadata] { collected.withLock { $0.map { $0.metadata ?? [:] } } }

    public var logger: Logger {
        Logger(label: "test") { [level] _ in Handler(log: self, logLevel: level) }
    }

    private struct Handler: LogHandler {
        let log: CollectedLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.collected.withLock { $0.append(event) }
        }
    }
}
