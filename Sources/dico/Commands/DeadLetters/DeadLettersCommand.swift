import ArgumentParser

struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters", abstract: "See what could not be answered, and put it back.",
        discussion: """
            A dead letter is a request with the reason why it has no answer. A letter is named by its place in the topic \
            of the dead letters, PARTITION:OFFSET.

              dico dead-letters list --since 2h
              dico dead-letters show 0:17
              dico dead-letters replay --dry-run --reason undeliverable
            """,
        subcommands: [DeadLettersList.self, DeadLettersShow.self, DeadLettersReplay.self])
}
