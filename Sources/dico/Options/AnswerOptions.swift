import Answers
import ArgumentParser
import Logging

/// What is kept of answers beside those at hand, and where.
struct AnswerOptions: ParsableArguments {
    /// The options, which are of no use to a process that keeps no answers.
    static let names = ["--answers", "--answers-size", "--cache-size", "--pause"]

    @Option(
        help: ArgumentHelp(
            "Keep answers in this folder, which processes of a machine may share; they outlive the process.",
            valueName: "dir"),
        completion: .directory)
    private var answers: String?

    @Option(help: ArgumentHelp("What they may take on disk. Those not asked for the longest go.", valueName: "bytes"))
    private var answersSize = Settings.value("answers-size", default: AnswerDisk.capacity)

    @Option(help: ArgumentHelp("What answers that are kept may take in memory; 0 keeps none.", valueName: "bytes"))
    private var cacheSize = Settings.value("cache-size", default: AnswerKeeping.memoryBytes)

    @Option(
        help: ArgumentHelp(
            "How long nobody asks a site again that refused a word, or whose page of it could not be read.",
            valueName: "seconds"))
    private var pause = Settings.value("pause", default: 300.0)

    func validate() throws {
        if folder == nil { try GivenOptions.refuse(["--answers-size"], "without a folder: name one with --answers") }
        guard answersSize >= AnswerDisk.leastCapacity else {
            throw ValidationError("--answers-size is \(answersSize): expected at least \(AnswerDisk.leastCapacity).")
        }
        guard pause >= 0, pause <= 86_400 else {
            throw ValidationError("--pause is \(pause): expected 0 to 86400 seconds.")
        }
    }

    /// The folder, where one is named.
    var folder: String? { answers ?? Settings.string("answers") }

    func keeping(logger: Logger) -> AnswerKeeping {
        var keeping = AnswerKeeping(
            pause: .seconds(pause),
            disk: folder.map { AnswerDisk(directory: $0, capacity: answersSize, logger: logger) })
        keeping.memoryBytes = max(0, cacheSize)
        return keeping
    }
}
