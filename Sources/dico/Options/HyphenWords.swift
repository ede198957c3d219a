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
        guard arguments[..<end].contains(where: isCandidate), let command = command(of: arguments, below: root) else {
            return arguments
        }
        let options = OptionNames(of: root.helpMessage(for: command))
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
    private static func isCandidate(_ argument: String) -> Bool {
        argument.first == "-" && argument.dropFirst().first.map { $0 != "-" && !$0.isNumber } ?? false
    }

    /// The command that the arguments name, where that takes words.
    private static func command(
        of arguments: [String], below root: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        var command = root
        for name in arguments {
            let commands = command.configuration.subcommands
            guard let next = commands.first(where: { $0._commandName == name }) else { break }
            command = next
        }
        return command is any TakesWords.Type ? command : nil
    }

    /// What a command's help says that its options are called.
    private struct OptionNames {
        private let names: Set<Substring>
        private let withValues: Set<Substring>

        init(of help: String) {
            let lines = help.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.first == "-" }
            func found(in lines: [Substring]) -> Set<Substring> {
                Set(
                    lines.flatMap { line in
                        line.split { ", <>=".contains($0) }.prefix { $0.first == "-" }.map { $0.drop { $0 == "-" } }
                    })
            }
            names = found(in: lines)
            // "-l, --language <language>  The language …"
            withValues = found(in: lines.filter { $0.contains(" <") })
        }

        /// Whether what stands behind `argument` is its value.
        func takeValue(behind argument: String) -> Bool {
            argument.first == "-" && withValues.contains(argument.drop { $0 == "-" })
        }

        /// Whether `argument` is an option, several in one, an option with its value, or one that lacks a hyphen.
        func mean(_ argument: String) -> Bool {
            let name = argument.dropFirst()
            return argument.contains("=") || names.contains(name) || name.allSatisfy { names.contains("\($0)") }
        }
    }
}
