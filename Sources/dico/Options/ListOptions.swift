import ArgumentParser
import Client
import Lexicon

extension Lane: ExpressibleByArgument {}

/// A list of words to look up, and where its answers go.
struct ListOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Look up the words of this list, one a line; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write the answers of the list here, and go on where an earlier run stopped; - is standard output.",
            valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: "Words of the list in flight at once.")
    var concurrency = 16

    @Option(
        help:
            "With --file and over Kafka, the lane of the words: a list takes the turns that others leave. (default: bulk)"
    )
    var lane: Lane?

    @Option(
        help: ArgumentHelp(
            "How often to tell how far the list is; 0 tells only its end. A terminal shows it all the time.",
            valueName: "seconds"))
    var progress = 10.0

    func validate() throws {
        guard file != nil || output == nil else {
            throw ValidationError("--output is where the answers of a list go: name the list with --file.")
        }
        guard file != nil || lane == nil else {
            throw ValidationError("--lane is for lists: name one with --file.")
        }
        if file == nil {
            try GivenOptions.refuse(["--concurrency", "--progress"], "without a list: name one with --file")
        }
        guard (1...10_000).contains(concurrency) else {
            throw ValidationError("--concurrency is \(concurrency): expected 1 to 10000.")
        }
        guard progress >= 0, progress <= 86_400 else {
            throw ValidationError("--progress is \(progress): expected 0 to 86400 seconds.")
        }
    }

    /// Nil where no list is named.
    func words() throws -> WordList? {
        try file.map { $0 == "-" ? .standardInput : try WordList(path: $0) }
    }

    func answers() throws -> sending ListOutput {
        guard let output, output != "-" else { return .standardOutput }
        return try ListOutput(path: output)
    }
}
