import ArgumentParser
import Foundation

/// The program's way in. It exists beside `Dico` because each error ends in one line and a code of its own.
@main
enum Main {
    static func main() async {
        // A peer that hangs up is an error to handle, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        do {
            try await Settings.load()
            let arguments = HyphenWords.marked(Array(CommandLine.arguments.dropFirst()), of: Dico.self)
            var command = try Dico.parseAsRoot(arguments)
            if let fault = Settings.fault { throw Failure(fault, code: .configuration) }
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
        if let failure = Failure(of: error) {
            complain("dico: \(failure.description)")
            exit(failure.code.rawValue)
        }
        Dico.exit(withError: error)
    }
}
