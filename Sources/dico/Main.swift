import ArgumentParser
import Foundation

/// The program's way in. It exists beside `Dico` because each error ends in one line and a code of its own.
@main
enum Main {
    static func main() async {
        Interruption.leaveQuittingToTheSystem()
        // A peer that hangs up is an error to handle, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        StandardStreams.fill()
        await Settings.load()
        do {
            let arguments = HyphenWords.marked(Array(CommandLine.arguments.dropFirst()), of: Dico.self)
            var command = try Dico.parseAsRoot(arguments)
            // Whoever only wants help gets it whatever the settings are: to the parser that is a command too.
            if type(of: command)._commandName == "help" { return try command.run() }
            if let fault = Settings.fault { throw Failure(fault, code: .configuration) }
            if let warning = Settings.warning { complain("dico: \(warning)") }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    private static func end(with error: any Error) -> Never {
        // What is missing on the command line may be what was meant to be set.
        if let stopped = error as? Interruption.Stopped { exit(stopped.exitCode.rawValue) }
        let isUsage = Dico.exitCode(for: error) == .validationFailure
        if let fault = Settings.fault, Dico.exitCode(for: error) == .validationFailure {
            complain("dico: \(fault)")
            exit(ExitCode.configuration.rawValue)
        }
        if let failure = Failure(of: error) ?? CommandGuess.failure(for: CommandLine.arguments.dropFirst(), error) {
            complain("dico: \(failure.description)")
            exit(failure.code.rawValue)
        }
        // The parser's own way to print would not see that nothing can be written.
        let (message, code) = (Dico.fullMessage(for: error), Dico.exitCode(for: error))
        if !message.isEmpty {
            if code == .success { say(message) } else { complain(message) }
        }
        exit(code.rawValue)
    }
}
