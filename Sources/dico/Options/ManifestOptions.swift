import ArgumentParser

/// Which folder has the languages' manifests.
struct ManifestOptions: ParsableArguments {
    @Option(
        name: .customLong("providers"), help: ArgumentHelp("The folder of the languages' manifests.", valueName: "dir"))
    var folder = Settings.value("providers", default: "providers")
}
