import Foundation
import Lexicon

/// Words looked up one after the other, as a person on a terminal types them.
struct LookupConversation: Sendable {
    /// The languages that may be named; empty where only a worker knows.
    private let languages: Languages
    private let output: ReplyOutput
    private let dialogue = Dialogue()
    private let pager = Pager()

    init(languages: [LanguageSummary], style: TerminalStyle) {
        self.languages = Languages(languages)
        output = ReplyOutput(asJSON: false, style: style)
    }

    /// What a person typed.
    private enum Line {
        case word(String)
        /// "de:", from which on words are German ones.
        case language(String)
        case end
    }

    /// Asks for the language to begin with; nil where there is to be none. Throws where the task is cancelled.
    func firstLanguage() async throws -> String? {
        for language in languages.all { say("  \(language.code)  \(language.name)") }
        while true {
            let typed = await dialogue.line("Language? ")
            try Task.checkCancellation()
            guard let name = typed?.trimmed, !name.isEmpty else { return nil }
            if let code = code(of: name) { return code }
            say("There is no language \(quoted(name)).")
        }
    }

    /// Has each word that is typed answered by `ask`; returns the language to go on with, nil at the end.
    func run(in language: String, asking ask: (String) async throws -> LookupReply) async throws -> String? {
        while true {
            let typed = await dialogue.line("\(language)> ")
            try Task.checkCancellation()
            switch line(typed) {
            case .word(let word): await pager.show(output.text(of: try await ask(word)))
            case .language(let name):
                if let code = code(of: name) { return code }
                say("There is no language \(quoted(name)).")
            case .end: return nil
            }
        }
    }

    /// Leaves the terminal as it was.
    func end() { dialogue.end() }

    private func line(_ typed: String?) -> Line {
        guard let text = typed?.trimmed, !text.isEmpty else { return .end }
        return text.hasSuffix(":") ? .language(String(text.dropLast())) : .word(text)
    }

    private func code(of name: String) -> String? {
        languages.all.isEmpty ? name : languages.code(of: name)
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
