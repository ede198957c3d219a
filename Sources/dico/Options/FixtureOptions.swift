import ArgumentParser
import Fixtures

/// Where recorded pages lie.
struct FixtureOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of recorded pages.", valueName: "dir"))
    var fixtures = Settings.value("fixtures", default: "fixtures")

    func store() throws -> FixtureStore {
        try FixtureStore(directory: fixtures)
    }

    /// The same, where a folder that is missing is made.
    func storeForWriting() throws -> FixtureStore {
        try FixtureStore(creating: fixtures)
    }
}
