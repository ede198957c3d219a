import Lexicon

/// Words looked up one after the other, as a person on a terminal types them.
struct LookupConversation {
    /// The languages that may be named; empty where only a worker knows.
    let languages: [LanguageSummary]
    private let output = ReplyOutput(asJSON: false)
    private let pager = Pager()

    init(languages: [LanguageSummary]) {
        self.languages = languages
    }

    /// What a person typed.
    private enum Line {
        case word(String)
        /// "de:", from which on words are German ones.
        case language(String)
        case end
    }

    /// Asks for the language to begin with; nil where there is to be none.
    func firstLanguage() async -> String? {
        for language in languages { say("  \(language.code)  \(language.name)") }
        while true {
            print(text: "Language? ")
            guard let line = await Terminal.line() else { return nil }
            let name = line.trimmed
            if name.isEmpty { return nil }
            if let code = code(of: name) { return code }
            say("There is no language \"\(name)\".")
        }
    }

    /// Has each word that is typed answered by `ask`; returns the language to go on with, nil at the end.
    func run(in language: String, asking ask: (String) async throws -> LookupReply) async throws -> String? {
        while true {
            print(text: "\(language)> ")
            switch line(await Terminal.line()) {
            case .word(let word): await pager.show(output.text(of: try await ask(word)))
            case .language(let name):
                if let code = code(of: name) { return code }
                say("There is no language \"\(name)\".")
            case .end: return nil
            }
        }
    }

    private func line(_ typed: String?) -> Line {
        guard let text = typed?.trimmed, !text.isEmpty else { return .end }
        return text.hasSuffix(":") ? .language(String(text.dropLast())) : .word(text)
    }

    private func code(of name: String) -> String? {
        Languages(languages).code(of: name)
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
