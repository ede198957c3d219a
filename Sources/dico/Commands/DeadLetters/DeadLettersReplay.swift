import ArgumentParser
import Kafka
import Lexicon
import Providers
import Worker

struct DeadLettersReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Put dead letters back on the topics they came from.",
        discussion: """
            A letter goes back as the request that it was, key, value and headers to the byte, in the order of old and to \
            the partition that it came from. What fails again is buried again, as a new letter.

            A letter stays in its topic until retention removes it. What was put back is noted behind it there, and not \
            put back once more without --again. Several letters of one request are put back once. Look first with \
            --dry-run.

            Exit code: 0 all put back, 1 some were refused or are not there, 69 broker out of reach.

              dico dead-letters replay 0:17 2:3
              dico dead-letters replay --dry-run --reason undeliverable --since 2h
              dico dead-letters replay --all
            """)

    @Flag(help: "Put all back.")
    var all = false

    @Flag(help: "Put back also what was put back before.")
    var again = false

    @Flag(name: [.short, .long], help: "Tell what would be put back, and do nothing.")
    var dryRun = false

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var requests: RequestTopicOptions
    @OptionGroup var filter: LetterFilter
    @OptionGroup var letters: LetterOptions

    @Argument(help: ArgumentHelp("The letters' places.", valueName: "partition:offset"))
    var places: [DeadLetter.Place] = []

    private var layout: TopicLayout {
        var layout = requests.layout
        layout.deadLetters = letters.deadLetters.deadLettersTopic
        return layout
    }

    func validate() throws {
        try layout.check()
        guard all || !places.isEmpty || !filter.isEmpty else {
            throw ValidationError(
                "Nothing is chosen: expected PARTITION:OFFSET…, --reason, --topic, --since, --until or --all.")
        }
        guard !all || places.isEmpty && filter.isEmpty else {
            throw ValidationError("--all leaves nothing to choose: expected it alone.")
        }
    }

    func run() async throws {
        let languages = try manifests.languages()
        let found = try await letters.topic().letters(filter.choice(places: places.isEmpty ? nil : Set(places)))
        let replay = DeadLetterReplay(
            layout: layout, languages: languages, broker: try letters.configuration())
        let plan = try await replay.plan(found.letters, again: again)
        var tally = Tally(missing: found.missing.count, isDry: dryRun)
        for line in found.missing { complain("dico: \(line)") }
        for (letter, step) in plan { tally.tell(letter, step) }
        do {
            if !dryRun { try await replay.carryOut(plan) { tally.tell($0, $1) } }
        } catch {
            say(tally.summary)
            throw error
        }
        say(tally.summary)
        if !tally.isComplete { throw ExitCode.failure }
    }
}

/// Tells what becomes of each letter, and counts.
private struct Tally {
    let missing: Int
    let isDry: Bool
    private var toPutBack = 0
    private var putBack = 0
    private var same = 0
    private var before = 0
    private var refused = 0

    init(missing: Int, isDry: Bool) {
        self.missing = missing
        self.isDry = isDry
    }

    var isComplete: Bool { missing == 0 && refused == 0 && (isDry || putBack == toPutBack) }

    mutating func tell(_ letter: DeadLetter, _ step: DeadLetterReplay.Step) {
        switch step {
        case .putBack(let record):
            toPutBack += 1
            if isDry {
                let place = record.partition.map { "\(record.topic)[\($0)]" } ?? record.topic
                say("\(letter.place): would go back to \(place): \(printable(letter.title))")
            }
        case .leave(let place):
            same += 1
            say("\(letter.place): is of the same request as \(place), which is put back once")
        case .leaveReplayed(let date):
            before += 1
            say("\(letter.place): was put back at \(date.formatted(.iso8601)): --again does it once more")
        case .refuse(let why):
            refused += 1
            complain("dico: \(letter.place): \(printable(why))")
        }
    }

    mutating func tell(_ letter: DeadLetter, _ result: DeadLetterReplay.Result) {
        switch result {
        case .putBack:
            putBack += 1
            say("\(letter.place): back on \(letter.origin?.topicPartition.topic ?? ""): \(printable(letter.title))")
        case .failed(let why):
            complain("dico: \(letter.place): not put back: \(printable(why))")
        }
    }

    var summary: String {
        let rest = [
            (before, "put back before"), (same, "the same request"), (refused, "refused"), (missing, "not there"),
        ]
        let failed = isDry ? 0 : toPutBack - putBack
        let parts =
            [isDry ? "\(toPutBack) would be put back" : "\(putBack) put back"]
            + ([(failed, "not put back")] + rest).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.joined(separator: ", ")
    }
}
