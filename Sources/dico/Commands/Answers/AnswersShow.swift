import Answers
import ArgumentParser
import Foundation
import Lexicon
import Synchronization

struct AnswersShow: AsyncParsableCommand, TakesWords {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is kept of a word.",
        discussion: "Exit code: 0, or 1 where nothing is.")

    @Flag(help: "Print each answer as a line of JSON.")
    var json = false

    @OptionGroup var place: ArchiveOptions
    @OptionGroup var manifests: ManifestOptions

    @Argument(help: "The language: its code or another of its names.", completion: .languages)
    var language: String

    @Argument(help: HyphenWords.help("The word."), transform: HyphenWords.word)
    var word: String

    func run() async throws {
        let languages = try manifests.languages()
        let choice = AnswerChoice(language: languages.code(of: language) ?? language, word: normalForm(of: word))
        let found = Mutex<[AnswerLine]>([])
        try await place.archive().forEach(choice) { key, answer, _ in
            found.withLock { $0.append(AnswerLine(key: key, credit: languages.credit(of: key), answer: answer)) }
        }
        let lines = found.withLock { $0 }
        for line in lines { show(line) }
        if lines.isEmpty {
            say("Nothing is kept of \(quoted(word)).")
            throw ExitCode.notFound
        }
    }

    private func show(_ line: AnswerLine) {
        if json { return say(String(decoding: line.encoded(), as: UTF8.self)) }
        var credit = line.credit
        credit.url = line.answer.url ?? credit.url
        let reply = LookupReply(
            word: line.key.word, language: line.key.language, outcome: line.answer.outcome, source: credit,
            entries: line.answer.entries, fetchedAt: line.answer.fetchedAt, cached: true, error: line.answer.explanation
        )
        say("\(line.key.source), \(line.answer.fetchedAt.formatted(.iso8601)), read by \(line.answer.revision):")
        ReplyOutput(asJSON: false).show(reply)
        say("")
    }
}

extension Languages {
    /// Whom an answer comes from, as far as the manifests say.
    func credit(of key: AnswerKey) -> SourceCredit {
        all.first { $0.code == key.language }?.sources.first { $0.id == key.source }
            ?? SourceCredit(id: key.source, name: key.source)
    }
}
