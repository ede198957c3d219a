import ArgumentParser

/// A command that is told words on its command line.
protocol TakesWords: ParsableCommand {}

/// Words that begin with a hyphen, such as the suffix `-hood`: to the parser of the command line they are options, `-h` and
/// others. What can be none of a command's options is marked as a word before it is parsed.
enum HyphenWords {
    /// No argument of a process can have it in it.
    private static let mark: Character = "\0"

    /// The arguments with that mark on the words among them that begin with a hyphen.
    ///
    /// - Parameter root: The command that all others are below.
    static func marked(_ arguments: [String], of root: any ParsableCommand.Type) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        guard arguments[..<end].contains(where: isCandidate) else { return arguments }
        let command = NamedCommand(in: arguments, below: root)
        guard command.type is any TakesWords.Type else { return arguments }
        let options = OptionNames(of: root.helpMessage(for: command.type))
        let typed = arguments[..<end].indices.map { index in
            let argument = arguments[index]
            // The parser tells whoever left a value out.
            let isValue = index > 0 && options.takeValue(behind: arguments[index - 1])
            return isCandidate(argument) && !isValue && !options.mean(argument) ? "\(mark)\(argument)" : argument
        }
        return typed + arguments[end...]
    }

    /// The argument as it was given.
    @Sendable static func word(_ argument: String) -> String {
        argument.first == mark ? String(argument.dropFirst()) : argument
    }

    static func help(_ what: String) -> ArgumentHelp {
        "\(what) What stands behind -- is a word, even where it looks like an option."
    }

    /// A number is a value, if a wrong one.
    static func isCandidate(_ argument: String) -> Bool {
        argument.first == "-" && argument.dropFirst().first.map { $0 != "-" && !$0.isNumber } ?? false
    }
}
