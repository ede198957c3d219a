import ArgumentParser

/// Says of a property of librdkafka that stands where none is taken what was meant, and nowhere tells its value, which may be
/// a password: whoever reads an argument where it does not belong would repeat it, or look it up.
enum PropertyGuess {
    /// Nil where all properties among `arguments` stand behind their option.
    static func failure(for arguments: [String]) -> Failure? {
        guard arguments.contains(where: { $0 == option || PropertyText.concealed($0) != nil }) else { return nil }
        let command = NamedCommand(in: arguments, below: Dico.self)
        let options = OptionNames(of: Dico.helpMessage(for: command.type))
        let typed = command.rest.prefix { $0 != "--" }
        for (index, argument) in typed.enumerated() {
            let before = index > 0 ? typed[index - 1] : ""
            if before == option, options.have(option), !PropertyText.isPair(argument) {
                return Failure(PropertyText.incomplete(argument), code: .usage)
            }
            guard let property = PropertyText.concealed(argument), !argument.hasPrefix(option),
                !options.takeValue(behind: before)
            else { continue }
            return Failure(alone(property, command, takesProperties: options.have(option)), code: .usage)
        }
        return nil
    }

    /// `message` without the values of properties among `arguments`, whatever it tells of them.
    static func conceal(_ message: String, telling arguments: [String]) -> String {
        var message = message
        for (argument, before) in zip(arguments, [""] + arguments) {
            if let concealed = PropertyText.concealed(argument) {
                message = message.replacing(argument, with: concealed)
            } else if PropertyText.concealed(before) != nil || !NameText.isOne(argument) {
                // Where nothing was expected, as behind a space in a value.
                message = message.replacing(#/(?<beginning>[Uu]nexpected arguments?:? .*)/#) { match in
                    match.beginning.replacing("'\(argument)'", with: "'…'")
                }
            }
        }
        return message
    }

    private static let option = "-X"

    private static func alone(_ property: String, _ command: NamedCommand, takesProperties: Bool) -> String {
        // Also of -xNAME=…, which was to be -X.
        let property = property.trimmingPrefix(/-x|-+/)
        guard takesProperties else { return "\(command.name) takes no properties, and so not \(property)." }
        let word = command.type is any TakesWords.Type ? "; a word that looks so stands behind --" : ""
        return "\(property) stands alone: a property stands behind -X, as in -X \(property)\(word)."
    }
}
