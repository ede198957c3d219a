import Answers
import ArgumentParser
import Lexicon
import Providers
import SharedAnswers

/// Where the answers lie that are meant.
struct ArchiveOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The answers of this folder.", valueName: "dir"), completion: .directory)
    private var answers: String?

    @Option(help: ArgumentHelp("What the folder may take on disk.", valueName: "bytes"))
    private var answersSize = Settings.value("answers-size", default: AnswerDisk.capacity)

    @OptionGroup var broker: BrokerOptions
    @OptionGroup private var topic: AnswersTopicOption
    @OptionGroup var log: LogOptions

    func validate() throws {
        if answers != nil {
            try GivenOptions.refuse(BrokerOptions.names + Self.ofTopic, "with --answers, which names a folder")
        } else if broker.bootstrapServers != nil {
            try GivenOptions.refuse(["--answers-size"], "to the answers of a topic: name a folder with --answers")
        } else {
            try GivenOptions.refuse(
                ["-X"] + Self.ofTopic, "without a broker: name one with --bootstrap-servers")
        }
    }

    private static let ofTopic = ["--answers-topic"]

    /// A folder that is named goes first.
    func archive() throws -> any AnswerArchive {
        if let answers { return FolderArchive(directory: answers, capacity: answersSize) }
        if broker.bootstrapServers != nil {
            return TopicArchive(
                topic: topic.answersTopic, broker: try broker.configuration(logger: log.logger("dico", level: .error)))
        }
        if let folder = Settings.string("answers") { return FolderArchive(directory: folder, capacity: answersSize) }
        throw Failure(
            "No answers are named: expected --answers DIR for those of a folder, or --bootstrap-servers for those of a topic.",
            code: .usage)
    }
}

/// Which answers are meant.
struct AnswerFilter: ParsableArguments {
    @Option(help: "Only those of this language.", completion: .languages)
    var language: String?

    @Option(help: ArgumentHelp("Only those of this source.", valueName: "id"), completion: .sources)
    var source: String?

    @Option(parsing: .unconditional, help: "Only those of this word.")
    var word: String?

    @Option(
        name: .customLong("older-than"),
        help: ArgumentHelp(
            "Only what was fetched before this moment, or longer ago than 90m, 2h, 3d.", valueName: "when"),
        transform: Moment.init)
    var olderThan: Moment?

    var isEmpty: Bool { language == nil && source == nil && word == nil && olderThan == nil }

    /// - Parameter languages: For the names that a language has.
    func choice(_ languages: Languages) -> AnswerChoice {
        AnswerChoice(
            language: language.map { languages.code(of: $0) ?? $0 }, source: source, word: word.map(normalForm),
            before: olderThan?.date)
    }
}
