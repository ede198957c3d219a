import ArgumentParser
import Lexicon

/// Says of a command that there is none of what was meant.
enum CommandGuess {
    /// Nil where `arguments` name a command, or none; help is asked of commands alone.
    static func failure(for arguments: [String]) -> Failure? {
        let isHelp = arguments.first == "help"
        let named = NamedCommand(in: isHelp ? Array(arguments.dropFirst()) : arguments, below: Dico.self)
        let names = named.type.configuration.subcommands.map { $0._commandName }
        guard let next = named.rest.first, next != "help", !next.hasPrefix("-"), isHelp || !names.isEmpty else {
            return nil
        }
        let told = NameText.isOne(next, among: names) ? "command \(quoted(next))" : "such command"
        return Failure("\(named.name) has no \(told): \(hint(next, named, names))", code: .usage)
    }

    private static func hint(_ name: String, _ named: NamedCommand, _ names: [String]) -> String {
        if names.isEmpty { return "\(named.name) --help tells of all it has." }
        return Likeness.guess(name, among: names).map { "did you mean \($0)?" }
            ?? "expected one of \(names.joined(separator: ", "))."
    }
}
