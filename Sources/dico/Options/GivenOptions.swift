import ArgumentParser

/// What the command line itself says, as against the environment and the file: an option that would be ignored is refused
/// where somebody has just typed it, and no matter where it holds for all that is run there.
enum GivenOptions {
    /// The first of `names`, such as `--replay` or `-X`, that was given.
    static func first(of names: [String]) -> String? {
        let arguments = CommandLine.arguments.dropFirst().prefix { $0 != "--" }
        return names.first { name in
            // Only a property stands in one with its option: what else begins with its letter may be a word.
            arguments.contains { $0 == name || $0.hasPrefix("\(name)=") || name == "-X" && $0.hasPrefix(name) }
        }
    }

    /// - Throws: A sentence that names the first of `names` that was given, and says `why` it is of no use.
    static func refuse(_ names: [String], _ why: String) throws {
        guard let name = first(of: names) else { return }
        throw ValidationError("\(name) is of no use \(why).")
    }
}
