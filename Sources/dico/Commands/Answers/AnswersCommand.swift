import ArgumentParser

struct AnswersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answers", abstract: "See what is kept of answers, forget it, and carry it elsewhere.",
        discussion: """
            An answer is what one source said of one word. With --answers DIR those of a folder are meant, which workers \
            may be using meanwhile; with --bootstrap-servers those of the topic that a fleet shares them on.

              dico answers stats --answers /var/lib/dico
              dico answers show de Wolke --answers /var/lib/dico
              dico answers forget --source duden --older-than 30d --bootstrap-servers kafka:9092
              dico answers export --answers /var/lib/dico > answers.jsonl
              dico answers import answers.jsonl --bootstrap-servers kafka:9092
            """,
        subcommands: [AnswersStats.self, AnswersShow.self, AnswersForget.self, AnswersExport.self, AnswersImport.self])
}
