import Lexicon
import Testing

@Suite struct LanguageNames {
    private let languages = Languages([
        LanguageSummary(code: "fr", name: "French", aliases: ["fra", "français"], sources: []),
        LanguageSummary(code: "de", name: "German", aliases: ["ge"], sources: []),
        LanguageSummary(code: "cn", name: "Chinese", aliases: ["zh", "zh-hans"], sources: []),
        LanguageSummary(code: "pt-br", name: "Brazilian", aliases: [], sources: []),
    ])

    @Test(arguments: [
        ("fr", "fr"), ("FR", "fr"), ("french", "fr"), ("French", "fr"), ("FRANÇAIS", "fr"), ("franc\u{327}ais", "fr"),
        ("GE", "de"), ("zh-hans", "cn"), ("fr-FR", "fr"), ("fr_CA", "fr"), ("fr_CA.UTF-8", "fr"),
        ("fr_FR@euro", "fr"), ("zh-Hant", "cn"), ("zh_CN", "cn"), ("zh-Hans-CN", "cn"), ("de-Latn-DE-1996", "de"),
        ("pt_BR", "pt-br"),
    ])
    func `a language is known by its names, in any case and with any region`(name: String, code: String) {
        #expect(languages.code(of: name) == code)
        #expect(languages.named(name)?.code == code)
    }

    @Test(arguments: ["", "f", "fr ", "klingon", "xx-FR", "pt", "-fr"]) func `any other name is nobody's`(name: String)
    {
        #expect(languages.code(of: name) == nil)
        #expect(languages.named(name) == nil)
    }

    @Test func `languages stand in the order of their codes`() {
        #expect(languages.all.map(\.code) == ["cn", "de", "fr", "pt-br"])
    }

    @Test(arguments: [
        ("topic-dictionary-fr", "fr", Lane.interactive), ("topic-dictionary-GE", "de", .interactive),
        ("topic-dictionary-French", "fr", .interactive), ("dictionary-bulk-FR", "fr", .bulk),
        ("topic-dictionary-pt-br", "pt-br", .interactive), ("topic-dictionary-zh_CN", "cn", .interactive),
        ("topic-dictionary-fr_FR", "fr", .interactive), ("topic-dictionary-FR_ca", "fr", .interactive),
        ("topic-dictionary-zh_Hant", "cn", .interactive), ("topic-dictionary-zh_hant_TW", "cn", .interactive),
        ("dictionary-bulk-fr_419", "fr", .bulk), ("topic-dictionary-French_FR", "fr", .interactive),
        ("topic-dictionary-pt_BR", "pt-br", .interactive),
    ])
    func `a topic may have any name of its language`(topic: String, code: String, lane: Lane) throws {
        let origin = try #require(TopicLayout().language(of: topic, among: languages))
        #expect(origin.code == code)
        #expect(origin.lane == lane)
    }

    @Test(arguments: [
        "topic-dictionary-fr-ana", "topic-dictionary-fr-FR", "topic-dictionary-zh-hans", "topic-dictionary-de-Hans",
        "topic-dictionary-xx", "topic-dictionary-xx_FR", "topic-dictionary-fr-zh_CN", "topic-dictionary-fr_test",
        "topic-dictionary-fr_retry", "topic-dictionary-fr_", "topic-dictionary-fr__FR", "topic-dictionary-fr.dlq",
        "topic-dictionary-fr_FR.UTF", "topic-dictionary-fr_xq", "dictionary-requests", "fr",
    ])
    func `a client's reply topic, or another program's, is no language's`(topic: String) {
        #expect(TopicLayout().language(of: topic, among: languages) == nil)
    }

    @Test(arguments: [("ana", "ana"), ("Zoë", "Zoe"), ("José María", "Jose_Maria"), ("李", "li"), ("a/b", "a_b")])
    func `a nickname is a part of a topic's name`(nickname: String, part: String) {
        #expect(TopicLayout.part(for: nickname) == part)
        #expect(TopicLayout.isTopicName("topic-dictionary-fr-" + TopicLayout.part(for: nickname)))
    }
}
