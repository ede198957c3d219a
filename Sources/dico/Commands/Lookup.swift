import Answers
import ArgumentParser
import Client
import Fixtures
import Foundation
import Lexicon
import Providers

struct Lookup: AsyncParsableCommand, TakesWords {
    static let configuration = CommandConfiguration(
        abstract: "Look words up and print what they mean.",
        discussion: """
            Without a broker the words are looked up in this process; with --bootstrap-servers they travel over Kafka \
            to whatever workers are there. --in-process keeps them here where DICO_BOOTSTRAP_SERVERS names a broker.

            A list of words, one a line, is looked up some words at once. Its answers come as they are ready, as lines \
            of JSON whose "id" is the word's line. Run again with the same --output, it goes on where it stopped: what \
            was found, or is known not to be there, is not asked again. Ctrl-C stops it at any time.

            Exit code: 0 all found, 1 some not found, 2 some could not be looked up, 66 no such list, 69 broker or \
            dictionaries out of reach, 74 answers cannot be written, 130 stopped by Ctrl-C.

            On a terminal, dico lookup without words asks for them, one after the other.

              dico lookup
              dico lookup --language fr nuage
              dico lookup --language en --json cloud bank
              dico lookup -l fr -b localhost:9092 nuage
              dico lookup -l de --file words.txt --output answers.jsonl
              dico lookup -l de --in-process --replay fixtures Nebel
              dico lookup -l en -ism
            """)

    @Option(name: [.short, .long], help: "The language: its code or another of its names.", completion: .languages)
    var language = Settings.value("language", default: "")

    @Option(
        name: [.short, .long], help: ArgumentHelp("Try only this source; may be repeated.", valueName: "id"),
        completion: .sources)
    var source: [String] = []

    @Flag(help: "Pass over cached answers.")
    var fresh = false

    @Flag(name: [.short, .long], help: "Print each full reply as a line of JSON.")
    var json = false

    @Flag(help: "Look the words up in this process, whatever broker is named below the command line.")
    var inProcess = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "How long to wait for an answer. A turn that comes later is told at once. (default: 30, for a word of a list 300)",
            valueName: "seconds"))
    private var timeout: Double?

    @Option(
        help: ArgumentHelp("The topic on which answers come back over Kafka.", valueName: "topic"), completion: .topics)
    var replyTopic = Settings.value("reply-topic", default: TopicLayout.usualReplies)

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: RequestTopicOptions
    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var unread: QuarantineOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup var color: ColorOptions
    @OptionGroup var log: LogOptions

    @Argument(help: HyphenWords.help("The words."), transform: HyphenWords.word)
    var words: [String] = []

    /// Words of a list wait for the pace of their source, with all that are in flight before them.
    private var patience: Duration { .seconds(patienceSeconds) }

    private var patienceSeconds: Double {
        timeout ?? Settings.value("timeout", default: list.file == nil ? 30 : 300)
    }

    func validate() throws {
        try topics.layout.check()
        try topics.layout.checkTarget(replyTopic, "--reply-topic")
        try refuseIgnored()
        guard patienceSeconds > 0, patienceSeconds < 86_400 else {
            throw ValidationError("--timeout is \(patienceSeconds): expected seconds, above 0 and below 86400.")
        }
        guard !isConversation else { return }
        guard !language.isEmpty else {
            throw ValidationError("No language is named: set --language, or DICO_LANGUAGE.")
        }
        guard words.isEmpty == (list.file != nil) else {
            throw ValidationError(
                words.isEmpty
                    ? "There is no word to look up: name some (behind -- if it looks like an option), or a list with --file."
                    : "There are words beside --file: name them, or a list.")
        }
    }

    /// Whether workers are asked, rather than the sites.
    private var isOverKafka: Bool { !inProcess && broker.bootstrapServers != nil }

    /// An option that somebody typed, and that would change nothing.
    private func refuseIgnored() throws {
        if list.file != nil {
            guard !json else {
                throw ValidationError(
                    "--json is of no use with --file: a list's answers are lines of JSON in any case.")
            }
            try GivenOptions.refuse(ColorOptions.names, "with --file, whose answers are lines of JSON")
        }
        if json { try GivenOptions.refuse(ColorOptions.names, "with --json") }
        if inProcess {
            try GivenOptions.refuse(BrokerOptions.names, "with --in-process, which asks no broker")
        }
        if isOverKafka {
            try broker.checkServers()
            try GivenOptions.refuse(
                ProviderOptions.ofPages + AnswerOptions.names + QuarantineOptions.names,
                "over Kafka, where workers have the pages: leave it out, or add --in-process")
        } else {
            try GivenOptions.refuse(
                ["--lane", "--reply-topic", "-X"] + RequestTopicOptions.names,
                "without Kafka: name a broker with --bootstrap-servers")
        }
    }

    func run() async throws {
        guard !isConversation else { return try await converse() }
        let outcomes =
            if let list = try list.words() { try await lookUp(list) } else { try await lookUp(words) }
        if outcomes.contains(where: { $0 != .found && $0 != .notFound }) { throw ExitCode.lookupFailed }
        if outcomes.contains(.notFound) { throw ExitCode.notFound }
    }

    /// Whether somebody sits there who has named no word yet.
    private var isConversation: Bool { words.isEmpty && list.file == nil && !json && Terminal.isInteractive }

    private func converse() async throws {
        let languages: [LanguageSummary]
        do {
            languages = try Catalogue.languages(of: dictionaries.providers)
        } catch  where isOverKafka {
            // Workers know them.
            languages = []
        }
        let conversation = LookupConversation(languages: languages, color: color)
        defer { conversation.end() }
        try await Interruption.stopping { [self] in
            var asking = self
            if language.isEmpty {
                guard let first = try await conversation.firstLanguage() else { return }
                asking.language = first
            }
            say("A word, or another language such as \"en:\"; an empty line ends it.")
            while true {
                let next = try await asking.withAnswers { [asking] answer in
                    try await conversation.run(in: asking.language) { try await answer($0, asking.patience) }
                }
                guard let next else { return }
                asking.language = next
            }
        }
    }

    /// Looks all words up at once and shows the replies in the order of the words.
    private func lookUp(_ words: [String]) async throws -> [Outcome] {
        let output = ReplyOutput(asJSON: json, style: color.style())
        let failures = ReplyOutput(asJSON: json, style: color.style(on: STDERR_FILENO))
        return try await withAnswers { answer in
            let pending = words.map { word in Task { try await answer(word, patience) } }
            var outcomes: [Outcome] = []
            for task in pending {
                let reply = try await task.value
                // Programs get every reply in the same place; a person, or a file, gets what was found.
                if json || reply.outcome == .found { output.show(reply) } else { complain(failures.text(of: reply)) }
                outcomes.append(reply.outcome)
            }
            if isReplayed, outcomes.contains(.unavailable) { tellWhatIsRecorded() }
            return outcomes
        }
    }

    private func lookUp(_ words: WordList) async throws -> [Outcome] {
        let total = try await words.count()
        let answers = try list.answers()
        // Also where nothing is left to ask: the answers would be those of another question.
        try answers.check(sources: source)
        let code = knownLanguage?.code
        if let code { try answers.check(language: code) }
        let isKept = answers.isKept
        let report = ListReport(every: list.progress, of: total)
        let lookup = ListLookup(
            words, total: total, answers: answers, languageUnknownHere: code == nil ? language : nil,
            manner: ListLookup.Manner(
                concurrency: list.concurrency, timeout: patience, firstPause: isReplayed ? nil : .seconds(1))
        ) { report.note($0) }
        do {
            return try await withAnswers { answer in
                try await report.shown {
                    try await Interruption.stopping { try await lookup.run(answer) }
                }
            }.outcomes.map(\.key)
        } catch let stopped as Interruption.Stopped {
            complain("dico: stopped\(isKept ? "; the same command goes on from here." : ".")")
            throw stopped.exitCode
        } catch let fault as ListFault where fault.kind == .readerGone {
            // In silence, as with any program that is cut off so.
            throw ExitCode.readerGone
        } catch {
            guard isKept, var failure = Failure(of: error), failure.code == .unavailable else { throw error }
            failure.description += " The same command goes on from here."
            throw failure
        }
    }

    /// What the manifests say of the language; nil where they do not, as they need not over Kafka.
    private var knownLanguage: LanguageSummary? {
        (try? Catalogue.languages(of: dictionaries.providers)).flatMap { Languages($0).named(language) }
    }

    private func tellWhatIsRecorded() {
        guard let folder = dictionaries.replayFolder, let language = knownLanguage,
            let hint = try? RecordedWords(folder: folder).hint(for: language)
        else { return }
        complain("dico: \(hint)")
    }

    /// A list leaves the turn to those who wait for one word.
    private var lane: Lane { list.lane ?? (list.file == nil ? .interactive : .bulk) }

    /// A page that is not recorded now will not be in a second.
    private var isReplayed: Bool { !isOverKafka && dictionaries.replayFolder != nil }

    /// Gives `body` what looks a word up, here or over Kafka.
    private func withAnswers<Result>(_ body: (@escaping ListLookup.Ask) async throws -> Result) async throws -> Result {
        guard isOverKafka else {
            // A full disk is worth a line here too.
            let logger = log.logger("dico", level: .warning)
            let quarantine = try unread.quarantine(logger: logger)
            let keeping = answers.keeping(logger: logger)
            do {
                let result = try await body(answersHere(keepingUnreadIn: quarantine, keeping))
                await quarantine?.flush()
                await keeping.disk?.flush()
                return result
            } catch {
                // Lists that give up because a site changed are those whose pages somebody wants to see.
                await quarantine?.flush()
                await keeping.disk?.flush()
                throw error
            }
        }
        let client = try await LookupClient(
            broker: broker.configuration(logger: log.logger("dico", level: .error)), topics: topics.layout,
            languages: (try? Catalogue.languages(of: dictionaries.providers)).map(Languages.init),
            replyTopic: replyTopic)
        do {
            let result = try await body { word, limit in
                do throws(Silence) {
                    return try await client.reply(to: request(word, within: limit), in: lane, within: limit)
                } catch .timedOut {
                    return LookupReply(
                        word: word, language: knownLanguage?.code, outcome: .unavailable,
                        error: "\(Silence.timedOut(limit))")
                } catch .cancelled {
                    throw CancellationError()
                } catch {
                    throw Failure("\(error)", code: .unavailable)
                }
            }
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }

    private func answersHere(
        keepingUnreadIn quarantine: Quarantine?, _ keeping: AnswerKeeping
    ) throws -> ListLookup.Ask {
        let catalogue = try dictionaries.load(
            keepingUnreadIn: quarantine, keeping: keeping, logger: log.logger("dico", level: .error)
        ).catalogue
        let code = try catalogue.code(named: language)
        return { word, limit in
            let request = request(word, within: limit)
            do {
                // The limits of the wire hold here too.
                _ = try LookupRequest(decoding: request.encoded())
            } catch {
                return LookupReply(word: word, language: code, outcome: .rejected, error: "\(error)")
            }
            var reply = await catalogue.lookup(
                LookupQuery(
                    word: request.term, language: code, sources: request.sources, fresh: fresh,
                    deadline: request.deadline))
            reply.word = word
            return reply
        }
    }

    private func request(_ word: String, within limit: Duration) -> LookupRequest {
        LookupRequest(
            word: word, form: .full, language: language, sources: source.isEmpty ? nil : source, fresh: fresh,
            deadline: Date(timeIntervalSinceNow: limit / .seconds(1)))
    }
}
