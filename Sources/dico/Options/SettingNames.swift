import Foundation
import Lexicon

/// The names that can be set below the command line: one that is misspelt would be passed over in silence otherwise.
enum SettingNames {
    static let all: Set<String> = [
        "admin-address", "allow-host", "allow-origin", "answers", "answers-size", "answers-topic", "answers-wait",
        "assignment-strategy", "bootstrap-servers", "bulk-prefix", "ca-file", "cache-size", "color", "concurrency",
        "contact", "create-topics", "dead-letters-topic", "drain-timeout", "first-byte-timeout", "fixtures", "group",
        "host", "instance-id", "lane", "language", "log-format", "log-level", "max-body", "max-connections",
        "max-in-flight", "max-page", "max-per-client", "max-redirects", "max-request", "max-unacknowledged", "max-word",
        "page-timeout", "partitions", "pause", "port", "properties", "providers", "proxy", "publish-to", "quarantine",
        "quarantine-size", "rate", "read-budget", "replay", "reply-topic", "reply-topics", "requests-topic",
        "share-answers", "sources", "timeout", "token-file", "topic-prefix", "trusted-proxy", "without-dead-letters",
    ]

    /// What is wrong with the names in a file of settings, each with its place; nil where nothing is.
    static func fault(in names: [(name: String, place: String)], of path: String) -> String? {
        let unknown = names.filter { !all.contains($0.name) }.map { name, place in
            let shown = PropertyText.shown(name)
            return NameText.isOne(PropertyText.shown(name), among: all) ? shown : place
        }.sorted()
        return sentence("\(path) sets what cannot be set", unknown, among: all)
    }

    /// What is wrong with the names of variables.
    ///
    /// - Returns: What is so near to a name that there is that it was meant for it, and what may be somebody else's; each a
    ///   sentence, nil where there is none.
    static func faults(inEnvironment names: some Sequence<String>) -> (misspelt: String?, strange: String?) {
        let unknown = names.filter { $0.hasPrefix(prefix) && !isOfOthers($0) }
            .map { $0.dropFirst(prefix.count) }.filter { !variables.contains(String($0)) }.sorted()
        let misspelt = unknown.filter { Likeness.guess(String($0), among: variables) != nil }
        let strange = unknown.filter { !misspelt.contains($0) }
        return (
            sentence("The environment sets what cannot be set", misspelt.map(String.init), among: variables, prefix),
            sentence("The environment sets what nobody reads", strange.map(String.init), among: variables, prefix)
        )
    }

    private static let prefix = "DICO_"
    private static let variables = Set(all.map { String(Settings.variable(of: $0).dropFirst(prefix.count)) })
        .union(["CONFIG"])

    /// Of the tests, and what Kubernetes makes of a service that is called dico.
    private static func isOfOthers(_ name: String) -> Bool {
        ["TEST_", "SERVICE_", "PORT_"].contains { name.hasPrefix(prefix + $0) }
    }

    /// Where a service is called dico, Kubernetes sets DICO_PORT to its address.
    static func isOfOthers(_ name: String, set value: String) -> Bool { name == "DICO_PORT" && value.contains("://") }

    private static func sentence(
        _ beginning: String, _ names: [String], among known: Set<String>, _ prefix: String = ""
    ) -> String? {
        guard !names.isEmpty else { return nil }
        let list = names.map { name in
            prefix + name + (Likeness.guess(name, among: known).map { " (did you mean \(prefix)\($0)?)" } ?? "")
        }
        return "\(beginning): \(printable(list.joined(separator: ", ")))."
    }
}
