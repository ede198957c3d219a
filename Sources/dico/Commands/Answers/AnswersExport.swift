import Answers
import ArgumentParser

struct AnswersExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print answers as lines of JSON.",
        discussion: """
            Each line names its source, the licence and the attribution: keep them with the text, wherever it goes, and \
            leave the answers of sites where they are that reserve their rights.

              dico answers export --source wiktionary --answers /var/lib/dico > answers.jsonl
            """)

    @OptionGroup var place: ArchiveOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var filter: AnswerFilter

    func run() async throws {
        let languages = try manifests.languages()
        try await place.archive().forEach(filter.choice(languages)) { key, answer, _ in
            let line = AnswerLine(key: key, credit: languages.credit(of: key), answer: answer)
            say(String(decoding: line.encoded(), as: UTF8.self))
        }
    }
}
