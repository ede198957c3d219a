import ArgumentParser
import Foundation
import Logging

extension Logger.Level: @retroactive ExpressibleByArgument {}

enum LogFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// What is told of the program's own doings, on standard error.
struct LogOptions: ParsableArguments {
    @Option(help: "The least severe kind of line to log.")
    var logLevel: Logger.Level?

    @Option(help: "Lines for people, or a JSON object a line.")
    var logFormat: LogFormat?

    func validate() throws {
        try Self.check("log-level", Logger.Level.self)
        try Self.check("log-format", LogFormat.self)
    }

    /// Refuses what is set below the command line and is none of the values there are.
    private static func check<Value: RawRepresentable<String> & CaseIterable>(
        _ option: String, _ type: Value.Type
    ) throws {
        guard let text = Settings.string(option), Value(rawValue: text) == nil else { return }
        let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(Settings.place(of: option)) is \"\(text)\": expected one of \(known).")
    }

    /// - Parameter level: Holds where nothing is set: services tell what they do, commands are silent.
    func logger(_ label: String, level: Logger.Level) -> Logger {
        let format = logFormat ?? Settings.string("log-format").flatMap(LogFormat.init(rawValue:)) ?? .text
        var logger = Logger(label: label) { label in
            let handler: any LogHandler =
                switch format {
                case .text: StreamLogHandler.standardError(label: label)
                case .json: JSONLogHandler(label: label) { try? FileHandle.standardError.write(contentsOf: $0) }
                }
            return FoldingLogHandler(handler, .ofThisProcess)
        }
        logger.logLevel = logLevel ?? Settings.string("log-level").flatMap(Logger.Level.init(rawValue:)) ?? level
        return logger
    }
}
