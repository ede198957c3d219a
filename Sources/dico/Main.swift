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
            let arguments = try ArgumentText.arguments()
            if let failure = PropertyGuess.failure(for: arguments) ?? CommandGuess.failure(for: arguments) {
                throw failure
            }
            var command = try Dico.parseAsRoot(HyphenWords.marked(arguments, of: Dico.self))
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
        // In silence: whoever sent the signal knows.
        if let stopped = error as? Interruption.Stopped { exit(stopped.exitCode.rawValue) }
        let isUsage = Dico.exitCode(for: error) == .validationFailure
        // What is missing on the command line may be what was meant to be set.
        if let fault = Settings.fault, isUsage { end(with: Failure(fault, code: .configuration)) }
        if let failure = Failure(of: error) { end(with: failure) }
        if isUsage { end(with: usageFailure(error)) }
        // The parser's own way to print would not see that nothing can be written.
        let (message, code) = (Dico.fullMessage(for: error), Dico.exitCode(for: error))
        if !message.isEmpty {
            if code == .success { say(message) } else { complain(message) }
        }
        exit(code.rawValue)
    }

    private static func end(with failure: Failure) -> Never {
        let arguments = Array(CommandLine.arguments.dropFirst())
        complain("dico: \(PropertyGuess.conceal(failure.description, telling: arguments))")
        exit(failure.code.rawValue)
    }

    /// What is wrong with the command line, in one line.
    private static func usageFailure(_ error: any Error) -> Failure {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let failure = OptionGuess.failure(for: arguments) { return failure }
        let message = Settings.blaming(
            Dico.message(for: error).split(whereSeparator: \.isNewline)
                .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " "))
        // The parser's own messages say what is wrong alone.
        let isSentence = message.last.map { ".?!".contains($0) } ?? false
        let hint = isSentence ? "" : ": see \(NamedCommand(in: arguments, below: Dico.self).name) --help."
        return Failure(message + hint, code: .usage)
    }
}
