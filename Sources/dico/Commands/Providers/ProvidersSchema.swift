import ArgumentParser

struct ProvidersSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema by which editors complete and check manifests.",
        discussion: """
              dico providers schema > providers/provider.schema.json
            """)

    func run() {
        say(Self.text)
    }

    /// That of this version.
    static var text: String {
        var text = String(decoding: PackageResources.provider_schema_json, as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
