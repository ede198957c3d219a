import ArgumentParser
import Extraction

/// What reading a page may cost.
struct ReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "CPU time that reading one page may take; a page that wants more is markup_changed.",
            valueName: "seconds"))
    var readBudget = Settings.value("read-budget", default: 2.0)

    func validate() throws {
        guard readBudget > 0, readBudget <= 3_600 else {
            throw ValidationError("--read-budget is \(readBudget): expected seconds, above 0 and at most 3600.")
        }
    }

    var limits: ReadingLimits { ReadingLimits(cpuTime: .seconds(readBudget)) }
}
