import Foundation
import Lexicon
import Logging

/// Logs a JSON object a line: `timestamp`, `level`, `logger`, `message`, where there is one `error`, and a member for each
/// piece of metadata. Metadata of one of these names gets a `_` behind its own.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let write: @Sendable (Data) -> Void

    /// - Parameter write: Takes one whole line at a time, from any thread.
    init(label: String, write: @escaping @Sendable (Data) -> Void) {
        self.label = label
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [(String, Logger.Metadata.Value)] = [
            ("timestamp", "\(Date().formatted(Self.timestamp))"), ("level", "\(event.level.rawValue)"),
            ("logger", "\(label)"), ("message", "\(event.message)"),
        ]
        if let error = event.error { members.append(("error", "\(error)")) }
        let taken = Set(["timestamp", "level", "logger", "message", "error"])
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            members.append((taken.contains(name) ? name + "_" : name, value))
        }
        let line = members.map { "\(Self.json(.string($0.0))):\(Self.json($0.1))" }.joined(separator: ",")
        write(Data("{\(line)}\n".utf8))
    }

    private static let timestamp = RFC3339.precise

    private static func json(_ value: Logger.Metadata.Value) -> String {
        switch value {
        case .string(let text): jsonString(text)
        case .stringConvertible(let value): jsonString(value.description)
        case .array(let elements): "[\(elements.map(json).joined(separator: ","))]"
        case .dictionary(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "\(jsonString($0.key)):\(json($0.value))" }.joined(separator: ","))}"
        }
    }

    private static func jsonString(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A string can always be encoded.
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
