import ArgumentParser
import Foundation
import Lexicon

struct Dico: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dico",
        abstract: "Looks words up in the dictionaries of the web, over Kafka.",
        discussion: """
            A word travels as a request on a Kafka topic. A worker takes it, fetches a dictionary page, reads the \
            entries off it, and sends the answer back. A first look, without anything to install: dico demo.

            Options that say how to run can also be set in the environment (DICO_BOOTSTRAP_SERVERS for \
            --bootstrap-servers; DICO_PROPERTIES for -X, separated by commas) or in the YAML file that DICO_CONFIG \
            names (bootstrap-servers: …). The command line goes first, then the environment, then the file.
            """,
        version: "\(Program.name) \(Program.version)\n\(SystemLibraries.versions)",
        subcommands: [
            Demo.self, Lookup.self, Client.self, Broker.self, WorkerCommand.self, GatewayCommand.self, Extract.self,
            ProvidersCommand.self, FixturesCommand.self, DeadLettersCommand.self, AnswersCommand.self, Doctor.self,
        ])

    func run() throws {
        guard isatty(STDOUT_FILENO) == 1 else { throw CleanExit.helpRequest(self) }
        say(Welcome.text)
    }
}
