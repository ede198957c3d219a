import ArgumentParser
import Worker

struct DeadLettersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the dead letters, the oldest first.",
        discussion: """
            Reads the topic to its end as of now, with --limit only the end of it, with --since from there on. Exit code \
            0, also where there are none.

              dico dead-letters list --limit 20
              dico dead-letters list --reason undecodable --since 2026-11-23T21:00:00Z --json
            """)

    @Option(name: [.customShort("n"), .long], help: "Only the newest so many.")
    var limit: Int?

    @Flag(name: [.short, .long], help: "Print each letter as a line of JSON.")
    var json = false

    @OptionGroup var filter: LetterFilter
    @OptionGroup var letters: LetterOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is \(limit): expected at least 1.") }
    }

    func run() async throws {
        let found = try await letters.topic().letters(filter.choice(), limit: limit).letters
        if json {
            for letter in found { say(letter.json(.summary)) }
        } else if found.isEmpty {
            say("There are no such dead letters.")
        } else {
            for line in LetterTable(letters: found).lines { say(line) }
        }
    }
}
