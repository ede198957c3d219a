import Foundation
import TestSupport
import Testing

@Suite struct Documentation {
    private static let pages = [
        "README.md", "docs/operations.md", "docs/metrics.md", "docs/guarantees.md", "providers/README.md",
        "fixtures/README.md",
    ]

    @Test(arguments: pages) func `every option that a page names is one of a command`(page: String) async throws {
        let text = try String(contentsOf: Repository.folder.appending(path: page), encoding: .utf8)
        let known = try await Self.options()
        // Only what stands as code: other programs have options too, in the examples.
        let named = text.matches(of: /`(?:dico [^`]*?)?(--[a-z][a-z-]*)[^`]*`/).map { String($0.output.1) }
        for option in Set(named) { #expect(known.contains(option), "\(option)") }
    }

    @Test(arguments: pages) func `every command that a page tells people to run exists`(page: String) async throws {
        let text = try String(contentsOf: Repository.folder.appending(path: page), encoding: .utf8)
        let known = try await Self.commands()
        let named = text.matches(of: /(?:`|\n +|sh\n)dico ([a-z-]+)/).map { String($0.output.1) }
        for command in Set(named) { #expect(known.contains(command) || command == "help", "\(command)") }
    }

    private struct Help: Decodable {
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable {
                    let kind: String
                    let name: String
                }

                let names: [Name]?
            }

            let commandName: String
            let arguments: [Argument]?
            let subcommands: [Command]?

            var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
        }

        let command: Command
    }

    private static func help() async throws -> Help {
        let dumped = try await DicoProcess.run("--experimental-dump-help")
        return try JSONDecoder().decode(Help.self, from: Data(dumped.output.utf8))
    }

    private static func options() async throws -> Set<String> {
        let names = try await help().command.all.flatMap { $0.arguments ?? [] }.flatMap { $0.names ?? [] }
        return Set(names.map { ($0.kind == "long" ? "--" : "-") + $0.name })
    }

    private static func commands() async throws -> Set<String> {
        Set(try await help().command.all.map(\.commandName))
    }
}
