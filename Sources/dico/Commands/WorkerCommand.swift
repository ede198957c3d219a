import ArgumentParser
import Kafka
import Lexicon
import Logging
import Providers
import ServiceLifecycle
import Worker

extension AssignmentStrategy: ExpressibleByArgument {}

/// What a worker does whose dead letters the broker does not take.
enum WithoutDeadLetters: String, ExpressibleByArgument, CaseIterable {
    case hold, stop
}

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Answer requests as a member of a consumer group.",
        discussion: """
            Start as many as you like: they share the partitions. SIGTERM or SIGINT finishes what is in flight, \
            commits, leaves the group and exits 0; a second signal ends at once.

              dico worker --bootstrap-servers localhost:9092 --contact ops@example.org
            """)

    @Option(name: [.short, .long], help: "The consumer group.")
    var group = Settings.value("group", default: WorkerConfiguration().group)

    @OptionGroup var taken: LaneOption

    @Option(help: "Lookups under way at once; what waits for a turn does not count.")
    var concurrency = Settings.value("concurrency", default: WorkerConfiguration().concurrency)

    @Option(help: "Replies that the broker has not acknowledged yet.")
    var maxUnacknowledged = Settings.value("max-unacknowledged", default: WorkerConfiguration().maxUnacknowledged)

    @Option(
        help: ArgumentHelp("How long what is in flight may take on a rebalance or a stop.", valueName: "seconds"))
    var drainTimeout = Settings.value("drain-timeout", default: 30.0)

    @Option(help: "How the group shares the partitions; the same for all members.")
    var assignmentStrategy: AssignmentStrategy?

    @Option(help: ArgumentHelp("Static membership: the name of this member across restarts.", valueName: "id"))
    var instanceID: String?

    @Option(help: ArgumentHelp("Reply topics must match this regular expression as a whole.", valueName: "regex"))
    var replyTopics: String?

    @Option(
        help: ArgumentHelp("Also send every found definition to this topic.", valueName: "topic"), completion: .topics)
    var publishTo: String?

    @Option(
        help: ArgumentHelp(
            "Try only this source of each language, or of one: fr/wiktionary; may be repeated.", valueName: "id"),
        completion: .sources)
    var sources: [String] = []

    @Option(help: ArgumentHelp("Create missing topics with this many partitions.", valueName: "partitions"))
    var createTopics: Int?

    @Option(help: "What to do where dead letters cannot be written: hold their partitions (the default), or stop.")
    var withoutDeadLetters: WithoutDeadLetters?

    @Option(help: ArgumentHelp("Longest word.", valueName: "characters"))
    var maxWord = Settings.value("max-word", default: RequestLimits().wordCharacters)

    @Option(help: ArgumentHelp("Largest request.", valueName: "bytes"))
    var maxRequest = Settings.value("max-request", default: RequestLimits().valueBytes)

    @Option(
        help: ArgumentHelp(
            "With --share-answers, how long a start may wait for the answers that the topic has; the rest comes while it works.",
            valueName: "seconds"))
    var answersWait = Settings.value("answers-wait", default: 10.0)

    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: TopicOptions
    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var unread: QuarantineOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup var sharing: SharingOptions
    @OptionGroup var admin: AdminOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        let counts = [
            ("--concurrency", concurrency), ("--max-unacknowledged", maxUnacknowledged), ("--max-word", maxWord),
            ("--max-request", maxRequest), ("--create-topics", createTopics ?? 1),
        ]
        for (option, count) in counts where count < 1 {
            throw ValidationError("\(option) is \(count): expected at least 1.")
        }
        guard !group.isEmpty else { throw ValidationError("--group is empty: expected the consumer group's name.") }
        if let publishTo = publishTo ?? Settings.string("publish-to") {
            try topics.layout.checkTarget(publishTo, "--publish-to")
        }
        if let created: Int = Settings.optional("create-topics"), created < 1 {
            throw ValidationError("\(Settings.place(of: "create-topics")) is \(created): expected at least 1.")
        }
        guard answersWait >= 0, answersWait <= 3_600 else {
            throw ValidationError("--answers-wait is \(answersWait): expected 0 to 3600 seconds.")
        }
        if !sharing.isOn { try GivenOptions.refuse(["--answers-wait"], "without --share-answers") }
        guard drainTimeout >= 0, drainTimeout <= 3_600 else {
            throw ValidationError("--drain-timeout is \(drainTimeout): expected 0 to 3600 seconds.")
        }
    }

    func run() async throws {
        let interruption = Interruption()
        let logger = log.logger("dico", level: .info)
        // Before anything is made that measures.
        let registry = admin.metrics()
        let quarantine = try unread.quarantine(logger: logger)
        let loaded = try dictionaries.load(
            keepingUnreadIn: quarantine, keeping: answers.keeping(logger: logger), logger: logger)
        let configuration = try configuration()
        if let fault = configuration.sources?.fault(with: loaded.catalogue.languages) {
            throw Failure("--sources: \(fault).", code: .usage)
        }
        let broker = try broker.configuration(logger: logger)
        // Also where nobody looks: a broker that hangs keeps its connections, and is told of where it is asked.
        let monitor = WorkerMonitor(broker: broker)
        let worker = WorkerService(
            configuration: configuration, broker: broker, dictionaries: loaded.catalogue,
            monitor: monitor)
        let shelf = loaded.catalogue.answers
        let shared = sharing.shared(
            shelf, topics.layout, broker: broker,
            needs: configuration.needs(of: Languages(loaded.catalogue.languages)),
            createTopic: configuration.createTopics)
        // The first to start is the last to stop: who watches the worker sees it drain, and what it learns is shared.
        var services: [any Service] = [worker]
        if let shared {
            services = [
                shared, Behind(next: worker) { [answersWait] in await shared.caughtUp(within: .seconds(answersWait)) },
            ]
        }
        if let registry,
            let server = admin.server(
                registry, worries: { loaded.catalogue.drifting.map(\.description) },
                obstacle: { monitor.obstacle }, logger: logger)
        {
            registry.beforeEachPage {
                monitor.refresh()
                shelf.refreshMetrics()
                shared?.refreshMetrics()
            }
            services.insert(server, at: 0)
        }
        logger.info(
            "starting",
            metadata: [
                "languages": "\(loaded.catalogue.languages.map(\.code))", "group": "\(group)",
                "librdkafka": "\(KafkaLibrary.version)",
            ])
        if let recorded = try dictionaries.replayFolder.map(RecordedWords.init(folder:)) {
            logger.info("\(recorded.hint(for: loaded.catalogue.languages))")
        }
        do {
            try await Services.run(
                services, until: interruption, stoppingWithin: configuration.drainTimeout, logger: logger)
        } catch {
            await quarantine?.flush()
            await shelf.disk?.flush()
            throw error
        }
        await quarantine?.flush()
        await shelf.disk?.flush()
        logger.info("stopped")
    }

    private func configuration() throws -> WorkerConfiguration {
        var pattern: ReplyTopicPattern?
        if let source = replyTopics ?? Settings.string("reply-topics") {
            do {
                pattern = try ReplyTopicPattern(source)
            } catch {
                throw Failure(
                    "--reply-topics \(source) is no regular expression that can be used here: \(error)", code: .usage)
            }
        }
        let sources = sources + (self.sources.isEmpty ? Settings.strings("sources") : [])
        return WorkerConfiguration(
            group: group, topics: topics.layout, lanes: try taken.lanes(), concurrency: concurrency,
            maxUnacknowledged: maxUnacknowledged,
            drainTimeout: .seconds(drainTimeout), assignmentStrategy: try strategy(),
            instanceID: instanceID ?? Settings.string("instance-id"),
            limits: RequestLimits(wordCharacters: maxWord, valueBytes: maxRequest), replyTopics: pattern,
            publishTo: publishTo ?? Settings.string("publish-to"),
            sources: sources.isEmpty ? nil : SourceChoice(sources),
            createTopics: createTopics ?? Settings.string("create-topics").flatMap(Int.init),
            endsWithoutDeadLetters: try endsWithoutDeadLetters(), sharesAnswers: sharing.isOn)
    }

    private func endsWithoutDeadLetters() throws -> Bool {
        if let withoutDeadLetters { return withoutDeadLetters == .stop }
        guard let text = Settings.string("without-dead-letters") else { return false }
        guard let choice = WithoutDeadLetters(rawValue: text) else {
            throw Failure(
                "\(Settings.place(of: "without-dead-letters")) is \"\(text)\": expected hold or stop.",
                code: .configuration)
        }
        return choice == .stop
    }

    private func strategy() throws -> AssignmentStrategy {
        if let assignmentStrategy { return assignmentStrategy }
        guard let text = Settings.string("assignment-strategy") else { return .range }
        guard let strategy = AssignmentStrategy(rawValue: text) else {
            throw Failure(
                "\(Settings.place(of: "assignment-strategy")) is \"\(text)\": expected range, roundrobin or cooperative-sticky.",
                code: .configuration)
        }
        return strategy
    }
}
