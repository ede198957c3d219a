import Lexicon
import Providers
import TestSupport
import Testing

/// The ten editions that were added by manifests alone keep the rules that hold for all.
private enum AddedEdition: String, CaseIterable, CustomTestStringConvertible {
    case it, pt, nl, pl, ru, sv, da, fi, ja, ko

    var testDescription: String { rawValue }

    /// Of the headings of languages.
    var level: Int { self == .pt || self == .ru ? 1 : 2 }

    var language: String {
        switch self {
        case .it: "<span typeof=\"mw:File\"><img alt=\"Bandiera\" src=\"f.png\"></span>&#160;<a>Italiano</a>"
        case .pt: "<span class=\"lnklng\"><a>Português</a></span>"
        case .nl: "<i><a>Nederlands</a></i>"
        case .pl: "brumelle (<span><a>język polski</a></span>)"
        case .ru: "Русский"
        case .sv: "Svenska"
        case .da: "Dansk"
        case .fi: "Suomi"
        case .ja: "<span>日本語</span>"
        case .ko: "한국어"
        }
    }

    /// What stands before the senses of a noun.
    var entry: String {
        switch self {
        case .it: "<h3><i>Sostantivo</i></h3><p><b>brumelle</b> <i>f sing</i></p>"
        case .pt: "<h2>substantivo<sup>2</sup></h2><p><b>bru.mel.le</b>, <i>feminino</i></p>"
        case .nl: "<h4><i>Zelfstandig naamwoord</i></h4><p>de <b>brumelle</b> v</p>"
        case .pl:
            "<dl><dt><span class=\"field-title\" data-field=\"znaczenia\">znaczenia:</span></dt><dd></dd></dl><p><i>rzeczownik</i></p>"
        case .ru:
            "<h3>Морфологические и синтаксические свойства</h3><p><b>bru-mel-le</b></p><p>Существительное, f.</p><h4>Значение</h4>"
        case .sv, .da: "<h3>Substantiv</h3><p><b>brumelle</b></p>"
        case .fi: "<h3>Substantiivi</h3><p><b class=\"hakusana\">brumelle</b> (9)</p>"
        case .ja: "<h3>名詞 1</h3><p><strong class=\"headword\">brumelle</strong></p>"
        case .ko: "<h3>명사</h3>"
        }
    }

    /// A list with one sense.
    func senses(_ text: String = "A light mist.") -> String {
        self == .pl ? "<dl><dd>(1.1) \(text)</dd></dl>" : "<ol><li>\(text)</li></ol>"
    }

    func heading(_ language: String) -> String {
        "<div class=\"mw-heading mw-heading\(level)\"><h\(level) id=\"s\">\(language)</h\(level)></div>"
    }

    func page(_ section: String, language: String? = nil, before: String = "") -> String {
        """
        <!DOCTYPE html><html><body>\(before)<h1 id="firstHeading" class="firstHeading"><span>brumelle</span></h1>
        \(heading("Klarish"))<h3>Noun</h3><ol><li>No.</li></ol>\(heading(language ?? self.language))\(section)
        \(heading("Zazaki"))<ol><li>Nor this.</li></ol></body></html>
        """
    }

    func read(_ page: String, word: String = "brumelle") throws -> LookupReply {
        try Manifests.repository.get().judge(
            body: Array(page.utf8), word: word, language: rawValue, source: "wiktionary")
    }
}

@Suite struct RulesOfAddedEditions {
    @Test(arguments: AddedEdition.allCases)
    fileprivate func `only the section of the language counts, and its entry has headword and kind`(
        edition: AddedEdition
    ) throws {
        let reply = try edition.read(edition.page(edition.entry + edition.senses()))
        #expect(reply.entries.map(\.headword) == ["brumelle"])
        #expect(reply.entries.map(\.partOfSpeech) == [.noun])
        #expect(reply.entries.flatMap(\.senses) == [Sense(definition: "A light mist.")])
    }

    @Test(arguments: AddedEdition.allCases)
    fileprivate func `a text is what a reader sees`(edition: AddedEdition) throws {
        let text = "A&nbsp;li&shy;ght<br>mist<span style=\"display:none\">no</span>.<sup class=\"reference\">[1]</sup>"
        let reply = try edition.read(edition.page(edition.entry + edition.senses(text)))
        #expect(reply.entries.flatMap(\.senses).map(\.definition) == ["A light mist."])
    }

    @Test(arguments: AddedEdition.allCases)
    fileprivate func `tables and boxes in a sense are not its text, and numbers in it are`(edition: AddedEdition) throws
    {
        let text = "A light (2) mist.<table><tr><td>three</td></tr></table><span class=\"interProject\">W</span>"
        let reply = try edition.read(edition.page(edition.entry + edition.senses(text)))
        #expect(reply.entries.flatMap(\.senses).map(\.definition) == ["A light (2) mist."])
    }

    @Test(arguments: AddedEdition.allCases)
    fileprivate func `other languages alone are a miss, and what nobody can recognise has changed`(
        edition: AddedEdition
    ) throws {
        let section = edition.entry + edition.senses()
        #expect(try edition.read(edition.page(section, language: "Old Klarish")).outcome == .notFound)
        let changed = edition.entry + "<div class=\"senses\"><div>A light mist.</div></div>"
        #expect(try edition.read(edition.page(changed)).outcome == .markupChanged)
        #expect(
            try edition.read("<div class=lang>\(edition.language)</div><div>A light mist.</div>").outcome
                == .markupChanged)
        let none = "<div class=\"noarticletext\"><p>Nobody wrote this page.</p></div>"
        #expect(try edition.read(none).outcome == .notFound)
    }

    @Test(arguments: AddedEdition.allCases)
    fileprivate func `a redirect of the site is an answer, and a page of another word is none`(edition: AddedEdition)
        throws
    {
        let redirected = "<span class=\"mw-redirectedfrom\">(from <a>brumaille</a>)</span>"
        let section = edition.entry + edition.senses()
        let reply = try edition.read(edition.page(section, before: redirected), word: "brumaille")
        #expect(reply.entries.map(\.headword) == ["brumelle"])
        #expect(try edition.read(edition.page(section), word: "brumaille").outcome == .notFound)
    }
}
