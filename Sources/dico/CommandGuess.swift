import ArgumentParser
import Lexicon

/// Says of a command that there is none of what was meant.
enum CommandGuess {
    /// Nil where `arguments` name a command, or none, so that what is wrong is something else.
    static func failure(for arguments: some Sequence<String>, _ error: any Error) -> Failure? {
        guard Dico.exitCode(for: error) != .success else { return nil }
        var command: any ParsableCommand.Type = Dico.self
        for argument in arguments {
            let commands = command.configuration.subcommands
            guard !commands.isEmpty, argument != "help", !argument.hasPrefix("-") else { return nil }
            guard let next = commands.first(where: { $0._commandName == argument }) else {
                return failure(argument, path: path(of: command), among: commands.map { $0._commandName })
            }
            command = next
        }
        return nil
    }

    private static func failure(_ name: String, path: String, among names: [String]) -> Failure {
        let guess = Likeness.guess(name, among: names).map { "did you mean \($0)?" }
        let hint = guess ?? "expected one of \(names.joined(separator: ", "))."
        return Failure("\(path) has no command \(quoted(name)): \(hint)", code: .usage)
    }

    private static func path(of command: any ParsableCommand.Type) -> String {
        command == Dico.self ? "dico" : "dico \(command._commandName)"
    }
}
