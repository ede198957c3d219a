import ArgumentParser
import Fixtures
import Foundation
import Logging
import Providers
import ServiceLifecycle

struct ProvidersWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Ask sites for known words, and say what of their answers moved.",
        discussion: """
            Each source is asked for one of its canary words (canary: [nuage, livre] in the manifest), another one each \
            hour, and the answer is compared with the recorded one: its kinds, fields and senses, never its wording.

            Without --interval it asks once, for cron. With it, it goes on, and --admin-address serves its metrics.

            Exit code: 0 nothing moved, 1 something did, 2 a site could not be asked or no answer is recorded.

              dico providers watch --contact you@example.org
              dico providers watch fr en --interval 1h --admin-address 9100
            """)

    @Option(help: ArgumentHelp("Ask again after this long: 90m, 6h, 1d; at least a minute.", valueName: "time"))
    var interval: Interval?

    @Flag(help: "Ask for all canary words of a source, not for one.")
    var all = false

    @OptionGroup var dictionaries: ProviderOptions
    @OptionGroup var recorded: FixtureOptions
    @OptionGroup var admin: AdminOptions
    @OptionGroup var log: LogOptions

    @Argument(help: "The languages; all where none is named.", completion: .languages)
    var languages: [String] = []

    func validate() throws {
        if interval == nil {
            try GivenOptions.refuse(["--admin-address"], "without --interval, by which it goes on")
        }
    }

    func run() async throws {
        let logger = log.logger("dico", level: .warning)
        let registry = interval == nil ? nil : admin.metrics()
        let catalogue = try dictionaries.load(logger: logger).catalogue
        let codes = try languages.isEmpty ? catalogue.languages.map(\.code) : languages.map(catalogue.code(named:))
        let watch = CanaryWatch(store: try recorded.store(of: dictionaries.manifests), catalogue: catalogue)
        // Without an interval a signal ends it as it ends any command.
        guard let interval else { return try await once(watch, codes) }
        let interruption = Interruption()
        var services: [any Service] = [Rounds(watch: watch, languages: codes, all: all, interval: interval.duration)]
        if let registry,
            let server = admin.server(
                registry, worries: { catalogue.drifting.map(\.description) }, obstacle: { nil }, logger: logger)
        {
            services.insert(server, at: 0)
        }
        try await Services.run(services, until: interruption, stoppingWithin: .seconds(1), logger: logger)
    }

    private func once(_ watch: CanaryWatch, _ codes: [String]) async throws {
        let hour = Int(Date().timeIntervalSince1970 / 3_600)
        let reports = await watch.round(hour, of: codes, all: all)
        for line in reports.flatMap(\.lines) { say(line) }
        guard !reports.isEmpty else {
            throw Failure("No source has a canary word: canary: [word] in its manifest names one.", code: .usage)
        }
        if reports.contains(where: { !$0.changes.isEmpty }) { throw ExitCode(1) }
        if reports.contains(where: { $0.obstacle != nil }) { throw ExitCode.lookupFailed }
    }

    /// Asks round after round until the process is to stop.
    private struct Rounds: Service {
        let watch: CanaryWatch
        let languages: [String]
        let all: Bool
        let interval: Duration

        func run() async throws {
            await cancelWhenGracefulShutdown {
                var round = 0
                while !Task.isCancelled {
                    for line in await watch.round(round, of: languages, all: all).flatMap(\.lines) { say(line) }
                    round += 1
                    try? await Task.sleep(for: interval)
                }
            }
        }
    }
}

/// A time as people write it: 90s, 15m, 6h, 1d.
struct Interval: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }), let number = Int(argument.dropLast()),
            (60...31_536_000).contains(number * unit)
        else { return nil }
        duration = .seconds(number * unit)
    }
}

extension CanaryWatch.Report {
    fileprivate var lines: [String] {
        if let obstacle { return ["\(name): cannot be told: \(obstacle)"] }
        return changes.isEmpty ? ["\(name): as recorded"] : changes.map { "\(name): \($0)" }
    }
}
