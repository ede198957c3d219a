import Logging
import Synchronization

/// Listens to what librdkafka says of the requests that a broker understands: it keeps that to itself, but for lines that
/// it logs while it looks for a broker's features. A line of another form tells nothing.
final class RequestVersions: LogHandler {
    private let newest = Mutex<[Int16: Int16]>([:])

    /// The newest version of each request, by its number.
    var heard: [Int16: Int16] { newest.withLock { $0 } }

    /// `configuration`, with librdkafka made to speak of nothing else, and heard here alone.
    func listening(_ configuration: ClientConfiguration) -> ClientConfiguration {
        var configuration = configuration
        configuration.properties.append(.init("debug", "feature"))
        configuration.logger = Logger(label: configuration.logger.label) { _ in self }
        return configuration
    }

    /// Such as `… ApiKey Fetch (1) Versions 0..11`.
    func log(event: LogEvent) {
        hear("\(event.message)")
    }

    func hear(_ line: String) {
        guard let found = line.firstMatch(of: /ApiKey .*\((\d+)\) Versions \d+\.\.(\d+)$/),
            let request = Int16(found.output.1), let version = Int16(found.output.2)
        else { return }
        newest.withLock { $0[request] = max($0[request] ?? 0, version) }
    }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    var logLevel: Logger.Level {
        get { .debug }
        set {}
    }
}
