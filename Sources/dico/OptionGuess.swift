import ArgumentParser
import Lexicon

/// Says of an option that there is none of what was meant. The parser does so too, but tells what is missing first, and that
/// may be missing because its option was mistyped.
enum OptionGuess {
    /// Nil where the command has all options that `arguments` have.
    static func failure(for arguments: [String]) -> Failure? {
        let command = NamedCommand(in: arguments, below: Dico.self)
        let options = OptionNames(of: Dico.helpMessage(for: command.type))
        let takesWords = command.type is any TakesWords.Type
        let typed = command.rest.prefix { $0 != "--" }
        for (index, argument) in typed.enumerated() {
            let isValue = index > 0 && options.takeValue(behind: typed[index - 1])
            if takesWords, !isValue, let failure = wordFailure(argument, options, command.name) { return failure }
            // What begins with one hyphen is a word to a command that takes words.
            guard argument.hasPrefix("--") || !takesWords && HyphenWords.isCandidate(argument),
                !isValue, !options.have(argument)
            else { continue }
            let name = argument.prefix { $0 != "=" }
            let guess = options.guess(String(name))
            let hint =
                guess.map { "did you mean \($0)?" }
                ?? (takesWords
                    ? "a word that begins so stands behind --." : "\(command.name) --help tells of all it has.")
            let told = guess == nil ? shown(name) : String(name)
            return Failure("\(command.name) has no option \(printable(told)): \(hint)", code: .usage)
        }
        return nil
    }

    /// As much of an option as is none of its value, which may stand right behind a letter.
    private static func shown(_ name: Substring) -> String {
        if name.hasPrefix("--") { return NameText.isOne(name) ? String(name) : "--…" }
        return name.count > 2 ? "\(name.prefix(2))…" : String(name)
    }

    /// Of what may be a word or an option to a command that takes words, where the command line as a whole is wrong.
    private static func wordFailure(_ argument: String, _ options: OptionNames, _ command: String) -> Failure? {
        guard argument.first == "-", !argument.hasPrefix("--"), let letter = argument.dropFirst().first else {
            return nil
        }
        if letter.isNumber {
            return Failure(
                "\(command) has no option \(printable(argument)): a word that begins so stands behind --.",
                code: .usage)
        }
        let value = argument.dropFirst(2)
        guard letter != "X", !value.isEmpty, !options.mean(argument), options.takeValue(behind: "-\(letter)") else {
            return nil
        }
        return Failure(
            "\(command) takes \(printable(argument)) for a word: the option is -\(letter) \(printable(value)), with a space.",
            code: .usage)
    }
}
