import Lexicon
import Testing

@Suite struct LanguageNames {
    private let languages = Languages([
        LanguageSummary(code: "fr", name: "French", aliases: ["fra", "français"], sources: []),
        LanguageSummary(code: "cn", name: "Chinese", aliases: ["zh", "zh-Hans"], sources: []),
    ])

    @Test(arguments: [
        ("fr", "fr"), ("FR", "fr"), ("french", "fr"), ("French", "fr"), ("FRANÇAIS", "fr"), ("zh-hans", "cn"),
    ])
    func `a language is known by its code, its name and its aliases, in any case`(name: String, code: String) {
        #expect(languages.code(of: name) == code)
        #expect(languages.named(name)?.code == code)
    }

    @Test(arguments: ["", "f", "fr ", "german"]) func `any other name is nobody's`(name: String) {
        #expect(languages.code(of: name) == nil)
        #expect(languages.named(name) == nil)
    }

    @Test func `languages stand in the order of their codes`() {
        #expect(languages.all.map(\.code) == ["cn", "fr"])
    }
}
