import ArgumentParser
import Fixtures
import Logging

/// Where pages go that could not be read.
struct QuarantineOptions: ParsableArguments {
    /// The options, which are of no use to a process that reads no pages.
    static let names = ["--quarantine", "--quarantine-size"]

    @Option(
        name: .customLong("quarantine"),
        help: ArgumentHelp(
            "Keep pages whose mark-up changed in this folder, for dico fixtures adopt.", valueName: "dir"),
        completion: .directory)
    private var given: String?

    @Option(
        name: .customLong("quarantine-size"),
        help: ArgumentHelp("What they may take on disk; a source at most a quarter. The oldest go.", valueName: "bytes")
    )
    private var size = Settings.value("quarantine-size", default: Quarantine.capacity)

    private var folder: String? { given ?? Settings.string("quarantine") }

    func validate() throws {
        if folder == nil {
            try GivenOptions.refuse(["--quarantine-size"], "without a folder: name one with --quarantine")
        }
        guard size >= Quarantine.leastCapacity else {
            throw ValidationError("--quarantine-size is \(size): expected at least \(Quarantine.leastCapacity).")
        }
    }

    /// Nil where none is asked for.
    func quarantine(logger: Logger) throws -> Quarantine? {
        try folder.map {
            try Quarantine(directory: $0, capacity: size, logger: logger)
        }
    }
}
