import Foundation
import Hummingbird
import Lexicon

/// What a person asks for.
struct PageQuery {
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
    init(form request: Request, languages: Languages) throws(Problem) {
        let word = try Self.field("word", of: request).trimmingCharacters(in: .whitespacesAndNewlines)
        let name = try Self.field("language", of: request)
        let language = name.isEmpty ? Self.preferred(by: request, languages) : languages.named(name)
        guard word.isEmpty || language != nil else { throw Problem.unknownLanguage(name, known: languages) }
        self.init(
            language: language, word: word,
            address: language.map { PageAddress.of(word, in: $0.code) } ?? PageAddress.home)
    }

    /// What can be made out of a request that is not answered, from its path or its form.
    init(_ request: Request, _ context: GatewayContext, languages: Languages) {
        func text(_ name: String) -> String {
            let inPath = context.parameters.get(name)
            return (try? inPath.map { try LookupController.decoded($0, name) } ?? Self.field(name, of: request)) ?? ""
        }
        self.init(language: languages.named(text("language")), word: text("word"), address: request.uri.string)
    }

    /// A field as a form sends it, with + for a space; empty where it is not there.
    private static func field(_ name: String, of request: Request) throws(Problem) -> String {
        let pairs = (request.uri.query ?? "").split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
        guard let pair = pairs.first(where: { $0.first == name[...] }), pair.count == 2 else { return "" }
        return try LookupController.decoded(String(pair[1].replacing("+", with: " ")), "the \(name)")
    }

    private static func preferred(by request: Request, _ languages: Languages) -> LanguageSummary? {
        (request.headers[.acceptLanguage] ?? "").split(separator: ",").lazy
            .compactMap { languages.named($0.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)) }.first
    }
}
