import Extraction
import FuzzSupport
import TestSupport
import Testing

@Suite struct DamagedPages {
    private static let budget = Duration.milliseconds(200)

    private func trials() throws -> Trials {
        try Trials(
            providers: Repository.providers, fixtures: Repository.fixtures,
            limits: ReadingLimits(cpuTime: Self.budget), largest: 1 << 20)
    }

    /// By the CPU time of this thread alone, and measured against what the same page costs in any case, here and now: a
    /// sanitizer makes both longer.
    private func expectLittleMore(than budget: Duration, for page: SeedPage, _ trials: Trials, _ name: String) throws {
        let cost = try trials.read(page)
        guard cost > budget else { return }
        let yardstick = try trials.yardstick(page)
        #expect(cost <= budget + yardstick * 10 + .seconds(1), "\(name), \(page.source): \(yardstick)")
    }

    @Test func `whatever becomes of a page of any source, reading it takes little more than its budget`() throws {
        let trials = try trials()
        for number in UInt64(0)..<150 {
            try expectLittleMore(than: Self.budget, for: trials.page(number), trials, "page \(number)")
        }
    }

    @Test(arguments: DearPage.allCases)
    fileprivate func `a page that is made to be dear takes little more than its budget`(page: DearPage) throws {
        try expectLittleMore(than: Self.budget, for: page.seed, try trials(), page.rawValue)
    }

    @Test func `a page is the same each time its number is asked for`() throws {
        let trials = try Trials(providers: Repository.providers, fixtures: Repository.fixtures)
        #expect(trials.page(7).body == trials.page(7).body)
        #expect(trials.page(7).body != trials.page(8).body)
    }
}

/// What would take many times the budget, were each text read for all that share it, or cleaned however long it is.
private enum DearPage: String, CaseIterable {
    case sharedCaption, sharedTerm, nestedTexts, longDefinition, longHeading, tagsWithoutEnd, longJSONText

    var seed: SeedPage {
        let (language, source) =
            switch self {
            case .sharedCaption, .sharedTerm, .longDefinition: ("de", "duden")
            case .nestedTexts, .longHeading, .tagsWithoutEnd: ("en", "wiktionary")
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
