/// What would take many times the budget, were each text read for all that share it, or cleaned however long it is.
public enum DearPage: String, CaseIterable, Sendable {
    case sharedCaption, sharedTerm, nestedTexts, longDefinition, longHeading, tagsWithoutEnd, longJSONText
    case deepHeadwords, deepSounds, deepNotedSounds

    /// As a site might send it.
    public var seed: SeedPage {
        let (language, source) =
            switch self {
            case .sharedCaption, .sharedTerm, .longDefinition: ("de", "duden")
            case .nestedTexts, .longHeading, .tagsWithoutEnd, .deepNotedSounds: ("en", "wiktionary")
            case .deepHeadwords: ("fr", "lerobert")
            case .deepSounds: ("de", "wiktionary")
            case .longJSONText: ("cn", "moedict")
            }
        return SeedPage(language: language, source: source, word: "word", body: body)
    }

    private var body: [UInt8] {
        switch self {
        case .sharedCaption:
            duden(
                "\(text("Sense"))<dl class=note><dt>\(words(300_000))</dt><dd><ul>\(repeated("<li>x", 10_000))</ul></dl>"
            )
        case .sharedTerm: duden("\(text("Sense"))<dl><dt>\(words(300_000))</dt>\(repeated("<dd>x", 15_000))</dl>")
        case .longDefinition: duden(text(words(500_000)))
        case .nestedTexts:
            wiktionary("<ul><li>\(repeated("<span class=IPA>", 400))\(words(300_000))\(repeated("</span>", 400))</ul>")
        case .longHeading: wiktionary("<h4>\(words(500_000))</h4>")
        case .tagsWithoutEnd: Array(repeated("<", 50_000).utf8) + Array(">".utf8) + [0xE9]
        case .deepHeadwords:
            Array("\(repeated("<div>", 495))<section class=def><div class=b>\(repeated("<h3></h3>", 180_000))".utf8)
        case .deepSounds:
            Array(
                """
                <h2 id=x>Wort (Deutsch)</h2><h3>Substantiv</h3><p title=Phonetik></p>\
                <dl><dd>IPA\(repeated("<div>", 480))\(repeated("<span class=ipa>x</span>", 90_000))\
                \(repeated("</div>", 480))</dl><p title="Sinn und Bezeichnetes (Semantik)"></p><dl><dd>[1] Sinn.</dl>
                """.utf8)
        case .deepNotedSounds:
            wiktionary(
                "<ul><li>\(repeated("<div>", 480))\(repeated("<b class=IPA>x</b>", 90_000))\(repeated("</div>", 480))</ul>"
            )
        case .longJSONText:
            Array(#"{"title": "word", "heteronyms": [{"definitions": [{"def": "\#(words(500_000))"}]}]}"#.utf8)
        }
    }

    private func duden(_ sense: String) -> [UInt8] {
        Array(
            """
            <article><h1><span class=lemma__main>word</span></h1><div id=bedeutungen><ol><li id=Bedeutung-1>\(sense)</ol>\
            </div></article>
            """.utf8)
    }

    private func text(_ definition: String) -> String { "<div class=enumeration__text>\(definition)</div>" }

    private func wiktionary(_ sound: String) -> [UInt8] {
        Array(
            """
            <div class=mw-heading><h2 id=x>English</h2></div><h3>Pronunciation</h3>\(sound)<h3>Noun</h3>\
            <p><strong class=headword>word</strong></p><ol><li>Sense.</ol>
            """.utf8)
    }

    private func words(_ count: Int) -> String { repeated("x ", count) }

    private func repeated(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }
}
