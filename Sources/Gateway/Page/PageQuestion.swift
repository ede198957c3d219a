import Foundation
import Hummingbird
import Lexicon

/// What a person asks for.
struct PageQuestion {
    /// Nil where none was chosen, or there is no such language.
    let language: LanguageSummary?
    /// Empty where none was.
    let word: String
    /// The page that answers it.
    let address: String

    init(language: LanguageSummary?, word: String, address: String) {
        self.language = language
        self.word = word
        self.address = address
    }

    init(word: String, language: LanguageSummary) {
        self.init(language: language, word: word, address: PageAddress.of(word, in: language.code))
    }

    /// `/?language=…&word=…`. Where the form names no language, the first that the browser prefers is chosen.
    init(form request: Request, languages: Languages) throws {
        let parameters = request.uri.queryParameters
        let word = try Inquiry.decoded(String(parameters["word"] ?? "").replacing("+", with: " "), "the word")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let name = try Inquiry.decoded(String(parameters["language"] ?? ""), "the language")
        let language = languages.named(name)
        guard word.isEmpty || language != nil else { throw Problem.unknownLanguage(name, known: languages) }
        self.init(
            language: language ?? Self.preferred(by: request, languages), word: word,
            address: language.map { PageAddress.of(word, in: $0.code) } ?? PageAddress.home)
    }

    /// What can be made out of a request that is not answered.
    init(_ request: Request, _ context: GatewayContext, languages: Languages) {
        let path = ["word", "language"].map { try? Inquiry.decoded(context.parameters.get($0) ?? "", $0) }
        self.init(
            language: path[1].flatMap(languages.named), word: path[0] ?? "", address: request.uri.string)
    }

    private static func preferred(by request: Request, _ languages: Languages) -> LanguageSummary? {
        (request.headers[.acceptLanguage] ?? "").split(separator: ",").lazy
            .map { String($0.prefix { $0.isLetter || $0 == " " }).trimmingCharacters(in: .whitespaces) }
            .compactMap(languages.named).first
    }
}
