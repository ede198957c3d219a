import ArgumentParser
import Fixtures

/// Where recorded pages lie.
struct FixtureOptions: ParsableArguments {
    @Option(
        name: .customLong("fixtures"),
        help: ArgumentHelp(
            "The folder of recorded pages. (default: fixtures, or for the manifests that came with dico those that did too)",
            valueName: "dir"),
        completion: .directory)
    private var given: String?

    private var named: String? { given ?? Settings.string("fixtures") }

    /// Where pages are recorded: never among those that were installed.
    var folderForWriting: String { named ?? Self.here }

    /// Those of `manifests`.
    func folder(of manifests: ManifestOptions) -> String {
        if let named { return named }
        guard manifests.origin == .installed, let installed = Installed.fixtures, !Installed.isFolder(Self.here) else {
            return Self.here
        }
        return installed
    }

    func store(of manifests: ManifestOptions) throws -> FixtureStore {
        try FixtureStore(directory: folder(of: manifests))
    }

    /// A store to record into; its folder is made where it is missing.
    func storeForWriting() throws -> FixtureStore {
        try FixtureStore(creating: folderForWriting)
    }

    private static let here = "fixtures"
}
