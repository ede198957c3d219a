import Answers
import ArgumentParser

struct AnswersForget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Forget answers.",
        discussion: """
            On the topic each gets a tombstone, which workers that share answers heed at once. What other processes have \
            at hand of a folder's answers they keep until its lifetime ends, or until they are started again.

              dico answers forget --language de --word Wolke --bootstrap-servers kafka:9092
              dico answers forget --source duden --answers /var/lib/dico
              dico answers forget --all --answers /var/lib/dico
            """)

    @Flag(help: "Forget all.")
    var all = false

    @OptionGroup var place: ArchiveOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var filter: AnswerFilter

    func validate() throws {
        guard all == filter.isEmpty else {
            throw ValidationError(
                all
                    ? "--all and others: name some answers, or all."
                    : "Nothing is named: expected --language, --source, --word, --older-than, or --all.")
        }
    }

    func run() async throws {
        let count = try await place.archive().forget(filter.choice(manifests.languages()))
        say("\(count) forgotten.")
    }
}
