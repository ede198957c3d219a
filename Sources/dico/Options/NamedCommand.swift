import ArgumentParser

/// The command that a command line names.
struct NamedCommand {
    let type: any ParsableCommand.Type
    /// As it is typed: `dico providers list`.
    let name: String
    /// What stands behind its name.
    let rest: [String]

    /// - Parameter root: The command that all others are below.
    init(in arguments: [String], below root: any ParsableCommand.Type) {
        var (type, name, rest) = (root, root._commandName, arguments[...])
        while let next = type.configuration.subcommands.first(where: { $0._commandName == rest.first }) {
            type = next
            name += " \(rest.removeFirst())"
        }
        (self.type, self.name, self.rest) = (type, name, Array(rest))
    }
}
