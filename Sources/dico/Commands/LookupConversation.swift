import Foundation
import Lexicon

/// Words looked up one after the other, as a person on a terminal types them.
struct LookupConversation: Sendable {
    /// The languages that may be named; empty where only a worker knows.
    private let languages: Languages
    private let color: ColorOptions
    private let dialogue = Dialogue()
    private let pager = Pager()

    init(languages: [LanguageSummary], color: ColorOptions) {
        self.languages = Languages(languages)
        self.color = color
    }

    /// What a person typed.
    private enum Line {
        case word(String)
        /// "de:", from which on words are German ones.
        case language(String)
        case end
    }

    /// Asks for the language to begin with; nil where there is to be none.
    func firstLanguage() async throws -> String? {
        for language in languages.all { say("  \(language.code)  \(language.name)") }
        while true {
            guard let name = try await typed("Language? ") else { return nil }
            if let code = code(of: name) { return code }
            say("There is no language \(quoted(name)).")
        }
    }

    /// Has each word that is typed answered by `ask`; returns the language to go on with, nil at the end.
    func run(in language: String, asking ask: (String) async throws -> LookupReply) async throws -> String? {
        while true {
            switch line(try await typed("\(language)> ")) {
            case .word(let word):
                let reply = try await ask(word)
                try Task.checkCancellation()
                // The window may have another width by now.
                await pager.show(ReplyOutput(asJSON: false, style: color.style()).text(of: reply))
            case .language(let name):
                if let code = code(of: name) { return code }
                say("There is no language \(quoted(name)).")
            case .end: return nil
            }
        }
    }

    /// Leaves the terminal as it was.
    func end() { dialogue.end() }

    /// What a person typed; nil for an empty line and the end of input.
    private func typed(_ prompt: String) async throws -> String? {
        let text = await dialogue.line(prompt)?.trimmingCharacters(in: .whitespaces)
        // To a line that is read, a signal is the end of input.
        try Task.checkCancellation()
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func line(_ typed: String?) -> Line {
        guard let text = typed else { return .end }
        return text.hasSuffix(":") ? .language(String(text.dropLast())) : .word(text)
    }

    private func code(of name: String) -> String? {
        languages.all.isEmpty ? name : languages.code(of: name)
    }
}
