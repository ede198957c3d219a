import Foundation
import Lexicon

/// The dictionaries that a client can choose from.
struct DictionaryChoice: Sendable {
    private var languages: Languages
    /// The codes of those that are offered, sorted.
    private var offered: [String]

    init(of languages: [LanguageSummary] = []) {
        self.languages = Languages(languages)
        offered = self.languages.all.map(\.code)
    }

    /// Those of them that have a topic, or all where none has: topics may come into being by being asked for. Where no
    /// language is known, those whose topics look like a language's.
    func offering(_ topics: some Collection<String>, as layout: TopicLayout) -> DictionaryChoice {
        var choice = self
        if languages.all.isEmpty {
            let names = topics.filter { $0.hasPrefix(layout.languagePrefix) }
                .map { String($0.dropFirst(layout.languagePrefix.count)) }
            choice = DictionaryChoice(
                of: names.filter { !$0.isEmpty && !$0.contains("-") }
                    .map { LanguageSummary(code: $0, name: $0, aliases: [], sources: []) })
        }
        let served = choice.offered.filter { topics.contains(layout.topic(of: $0)) }
        if !served.isEmpty { choice.offered = served }
        return choice
    }

    /// The code of the dictionary that was named, or that is named at `dialogue`.
    func code(of name: String?, asking dialogue: Dialogue) async throws -> String {
        if let name { return try code(of: name) }
        if !offered.isEmpty { say("Dictionaries: \(names)") }
        while true {
            let line = await dialogue.line("Which dictionary? ")
            do throws(Failure) {
                return try code(of: (line ?? "").trimmingCharacters(in: .whitespaces))
            } catch {
                // A person at a terminal has another go.
                guard dialogue.isTerminal, line != nil else { throw error }
                dialogue.warn(error.description)
            }
        }
    }

    /// - Throws: Where there is no such dictionary, with those that there are.
    func code(of name: String) throws(Failure) -> String {
        if let code = languages.code(of: name), offered.contains(code) { return code }
        // Without manifests and topics nobody knows.
        if offered.isEmpty, TopicLayout.isTopicName(name) { return name }
        throw Failure("There is no dictionary \(quoted(name)): expected one of \(names).", code: .usage)
    }

    /// "de German, fr French".
    private var names: String {
        offered.compactMap { code in
            languages.named(code).map { $0.name == code ? code : "\(code) \($0.name)" }
        }.joined(separator: ", ")
    }
}
