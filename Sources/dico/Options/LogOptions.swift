import ArgumentParser
import Logging

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// What is told of the program's own doings, on standard error.
struct LogOptions: ParsableArguments {
    @Option(help: "The least severe kind of line to log.")
    var logLevel: Logger.Level?

    func validate() throws {
        guard let text = Settings.string("log-level"), Logger.Level(rawValue: text) == nil else { return }
        let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("DICO_LOG_LEVEL is \"\(text)\": expected one of \(known).")
    }

    /// - Parameter level: Holds where nothing is set: services tell what they do, commands are silent.
    func logger(_ label: String, level: Logger.Level) -> Logger {
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel ?? Settings.string("log-level").flatMap(Logger.Level.init(rawValue:)) ?? level
        return logger
    }
}
