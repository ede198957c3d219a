import Admin
import ArgumentParser
import Client
import Diagnosis
import Gateway
import Kafka
import Lexicon
import Logging
import Metrics
import Prometheus
import Providers
import ServiceLifecycle
import SharedAnswers
import Worker

struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Answer HTTP requests: REST over Kafka, and a page for people.",
        discussion: """
            Each request becomes one on Kafka, for whatever workers are there. Start as many gateways as you like: they \
            share a reply topic, each keeping what answers its own requests. With --embedded, a broker and a worker run \
            in this process too. SIGTERM or SIGINT finishes what is in flight and exits 0. What there is to ask, \
            /openapi.yaml tells. Health and metrics are served beside it, or at --admin-address alone.

              dico gateway --embedded --replay fixtures     # open http://127.0.0.1:8080
              curl http://127.0.0.1:8080/v1/en/cloud
              dico gateway --bootstrap-servers localhost:9092
            """)

    @Flag(help: "Run a broker in memory and a worker in this process, for a first try.")
    var embedded = false

    @Option(
        help: ArgumentHelp("The topic on which answers come back over Kafka.", valueName: "topic"), completion: .topics)
    var replyTopic = Settings.value("reply-topic", default: TopicLayout.usualReplies)

    @OptionGroup var gateway: GatewayOptions
    @OptionGroup var broker: BrokerOptions
    @OptionGroup var topics: TopicOptions
    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var admin: AdminOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup var sharing: SharingOptions
    @OptionGroup var log: LogOptions

    func validate() throws {
        try topics.layout.checkTarget(replyTopic, "--reply-topic")
        if embedded {
            try GivenOptions.refuse(["--bootstrap-servers", "-b"], "with --embedded, which brings a broker of its own")
        } else {
            try GivenOptions.refuse(
                ProviderOptions.ofPages + ["--pause"], "to a gateway without --embedded: its workers have the pages")
            if answers.folder == nil, !sharing.isOn {
                try GivenOptions.refuse(
                    ["--cache-size"], "to a gateway that keeps no answers: add --answers or --share-answers")
            }
        }
    }

    func run() async throws {
        let interruption = Interruption()
        let logger = log.logger("dico", level: embedded ? .warning : .info)
        let configuration = try gateway.configuration(logger: logger)
        OpenFiles.allow(configuration.maxConnections, logger: logger)
        // Before anything is made that measures.
        let registry = PrometheusRegistry.ofThisProcess()
        guard embedded else {
            let client = try broker.configuration(logger: logger)
            return try await Services.run(
                servicesAlone(configuration, over: client, registry, logger: logger),
                until: interruption, stoppingWithin: configuration.drainTimeout, logger: logger)
        }
        let loaded = try dictionaries.load(keeping: answers.keeping(logger: logger), logger: logger)
        let embedded = try await Embedded(
            languages: loaded.catalogue.languages, topics: topics.layout, replyTopic: replyTopic,
            properties: broker.pairs, shared: sharing.isOn, logger: logger)
        defer { embedded.broker.shutdown() }
        let monitor = WorkerMonitor(broker: embedded.configuration)
        let worker = WorkerService(
            configuration: WorkerConfiguration(topics: topics.layout, limits: configuration.limits),
            broker: embedded.configuration, dictionaries: loaded.catalogue,
            monitor: monitor)
        let shared = sharing.shared(loaded.catalogue.answers, topics.layout, broker: embedded.configuration)
        var all: [any Service] = [worker]
        if let shared { all.insert(shared, at: 0) }
        all += services(
            configuration, over: embedded.configuration, loaded.catalogue.languages, registry, monitor,
            atHand: loaded.catalogue, shared, worries: { loaded.catalogue.drifting.map(\.description) },
            logger: logger)
        do {
            try await Services.run(
                all,
                until: interruption, stoppingWithin: configuration.drainTimeout, logger: logger)
        } catch {
            await loaded.catalogue.answers.disk?.flush()
            throw error
        }
        await loaded.catalogue.answers.disk?.flush()
    }

    /// Without a worker of its own. Workers have the dictionaries; here it is enough to know which there are, and what is
    /// known of their words.
    private func servicesAlone(
        _ configuration: GatewayConfiguration, over client: ClientConfiguration, _ registry: PrometheusRegistry,
        logger: Logger
    ) throws -> [any Service] {
        guard answers.folder != nil || sharing.isOn else {
            let languages = try Catalogue.languages(of: dictionaries.providers)
            return services(
                configuration, over: client, languages, registry, needs: needs(languages), logger: logger)
        }
        let catalogue = try dictionaries.catalogue.load(
            over: NoFetcher(), keeping: answers.keeping(logger: logger), logger: logger)
        // Workers tell what they learn; a gateway learns nothing.
        let needs = needs(catalogue.languages)
        let shared = sharing.shared(
            catalogue.answers, topics.layout, broker: client, needs: needs, mayPublish: false)
        var all: [any Service] = []
        if let shared { all.append(shared) }
        return all
            + services(
                configuration, over: client, catalogue.languages, registry, atHand: catalogue, shared, needs: needs,
                logger: logger)
    }

    private func needs(_ languages: [LanguageSummary]) -> Needs {
        .gateway(
            topics.layout, languages: languages.map(\.code), replyTopic: replyTopic, sharesAnswers: sharing.isOn)
    }

    /// In the order they start; they stop the other way round, so that those that answer last longest.
    private func services(
        _ configuration: GatewayConfiguration, over client: ClientConfiguration, _ languages: [LanguageSummary],
        _ registry: PrometheusRegistry, _ worker: WorkerMonitor? = nil, atHand catalogue: Catalogue? = nil,
        _ shared: SharedAnswers? = nil, needs: Needs? = nil, worries: @escaping @Sendable () -> [String] = { [] },
        logger: Logger
    ) -> [any Service] {
        let lookups = KafkaLookups(
            broker: client, topics: topics.layout, languages: languages, replyTopic: replyTopic, needs: needs)
        let operations = Operations(registry: registry, worries: worries) { lookups.trouble ?? worker?.obstacle }
        let ready = Meter(label: "dico_ready")
        registry.beforeEachPage {
            worker?.refresh()
            catalogue?.answers.refreshMetrics()
            shared?.refreshMetrics()
            ready.set(operations.obstacle() == nil ? 1 : 0)
        }
        let recorded = embedded ? dictionaries.replayFolder.flatMap { try? RecordedWords(folder: $0) } : nil
        let hint = recorded?.hint(for: languages)
        let server = admin.server(registry, obstacle: operations.obstacle, logger: logger)
        let gateway = GatewayService(
            configuration: configuration,
            lookups: catalogue.map { LookupsAtHand($0, else: lookups) as any Lookups } ?? lookups,
            languages: languages, metrics: registry,
            operations: { [isServedElsewhere = server != nil] in
                if !isServedElsewhere { $0.addOperations(operations) }
            }, logger: logger
        ) { [embedded] host, port in
            // Whoever reads that line may ask at once. A broker elsewhere may be away for long: /health/ready tells.
            while embedded, lookups.trouble != nil, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
            say("Listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
            if let hint { say(hint) }
        }
        return (server.map { [$0] } ?? []) + [lookups, gateway]
    }
}
