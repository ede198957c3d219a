import Foundation
import TestSupport
import Testing

@Suite struct Documentation {
    private static let pages = [
        "README.md", "docs/operations.md", "docs/metrics.md", "docs/guarantees.md", "docs/threat-model.md",
        "providers/README.md", "fixtures/README.md",
    ]

    /// A line whose test was renamed, or never was, holds nothing.
    @Test func `every line of the threat model names tests that there are`() throws {
        let text = try String(
            contentsOf: Repository.folder.appending(path: "docs/threat-model.md"), encoding: .utf8)
        let folder = Repository.folder.appending(path: "Tests")
        var tests: Set<String> = []
        for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            ?? .init()
        where file.pathExtension == "swift" {
            let code = try String(contentsOf: file, encoding: .utf8)
            tests.formUnion(code.matches(of: /func `([^`]+)`/).map { String($0.output.1) })
        }
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| what may come") }
        #expect(lines.count > 20)
        for line in lines {
            let named = line.split(separator: "|").last?.matches(of: /\*([^*]+)\*/).map { String($0.output.1) } ?? []
            #expect(!named.isEmpty, "\(line)")
            // The names alone: there are hundreds.
            #expect(named.filter { !tests.contains($0) } == [])
        }
    }

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
        let named = text.matches(of: /(?:`|\n +|sh\n)dico ([a-z][a-z-]*)/).map { String($0.output.1) }
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
