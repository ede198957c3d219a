import ArgumentParser
import Diagnosis
import Kafka
import Lexicon
import Providers
import Worker

extension DoctorRole: ExpressibleByArgument {}

/// For people, or for programs.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what is wrong with a cluster, and what to do about it.",
        discussion: """
            Connects as a worker or a gateway would, with the same options for the broker and its topics, and looks at \
            versions, topics and their policies, rights, and the consumer group with its lag. It changes nothing, and \
            is done within a minute. Exit code 0 where it found no problem, 1 where it did.

              dico doctor --bootstrap-servers localhost:9092
              dico doctor --bootstrap-servers localhost:9092 --lane bulk --providers my-providers
              dico doctor --bootstrap-servers localhost:9092 --role gateway --format json
            """)

    @Option(help: "Whose needs to look at: a worker's, or those of a gateway and of dico lookup.")
    var role = DoctorRole.worker

    @Option(help: "Lines for people, or one JSON object.")
    var format = ReportFormat.text

    @Option(name: [.short, .long], help: "The consumer group of the workers.")
    var group = Settings.value("group", default: WorkerConfiguration().group)

    @OptionGroup var taken: LaneOption

    @Option(help: "A topic that answers go to.", completion: .topics)
    var replyTopic = Settings.value("reply-topic", default: TopicLayout.usualReplies)

    @Option(help: ArgumentHelp("The topic that workers also send definitions to.", valueName: "topic"))
    var publishTo: String?

    @OptionGroup var sharing: SharingOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: TopicOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        if role == .gateway {
            try GivenOptions.refuse(
                ["--group", "-g", "--publish-to", "--lane"], "with --role gateway: workers alone have one")
        }
        try topics.layout.checkTarget(replyTopic, "--reply-topic")
        if let publishTo = publishTo ?? Settings.string("publish-to") {
            try topics.layout.checkTarget(publishTo, "--publish-to")
        }
        guard !group.isEmpty else { throw ValidationError("--group is empty: expected the consumer group's name.") }
    }

    func run() async throws {
        let configuration = try broker.configuration(logger: log.logger("dico", level: .critical))
        let report = DoctorReport(
            servers: configuration.bootstrapServers, role: role,
            survey: await survey(
                of: Languages(try Catalogue.languages(of: manifests.folder)), lanes: try taken.lanes(),
                using: configuration))
        switch format {
        case .text: for line in DoctorText(report: report, style: TerminalStyle()).lines { say(line) }
        case .json: say(DoctorJSON(report).line)
        }
        if report.hasProblems { throw ExitCode.failure }
    }

    private func survey(
        of languages: Languages, lanes: Set<Lane>, using broker: ClientConfiguration
    ) async -> Result<Survey, KafkaError> {
        do throws(KafkaError) {
            let present = try await Admin.topics(using: broker).keys
            return .success(try await Survey.taken(of: needs(languages, lanes, amid: present), using: broker))
        } catch {
            return .failure(error)
        }
    }

    private func needs(_ languages: Languages, _ lanes: Set<Lane>, amid present: some Sequence<String>) -> Needs {
        switch role {
        case .worker:
            .worker(
                topics.layout, languages: languages, lanes: lanes, group: group,
                publishTo: publishTo ?? Settings.string("publish-to"), replyTopic: replyTopic,
                sharesAnswers: sharing.isOn, amid: present)
        case .gateway:
            .gateway(
                topics.layout, languages: languages.all.map(\.code), replyTopic: replyTopic,
                sharesAnswers: sharing.isOn)
        }
    }
}
