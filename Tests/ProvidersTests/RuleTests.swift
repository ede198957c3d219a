import Lexicon
import Providers
import TestSupport
import Testing

/// A page in the mark-up of a source, read with the manifest of this repository.
private func read(_ language: String, _ source: String, _ word: String, _ body: String) throws -> LookupReply {
    try Manifests.repository.get().judge(
        body: Array(body.utf8), word: word, language: language, source: source)
}

/// A page of an edition of Wiktionary.
private func wiki(
    _ title: String, _ heading: String, _ section: String, level: String = "mw-heading mw-heading2", before: String = ""
) -> String {
    """
    <!DOCTYPE html><html><body>\(before)<h1 id="firstHeading" class="firstHeading"><span>\(title)</span></h1>
    <div class="\(level)"><h2 id="s1">\(heading)</h2></div>\(section)</body></html>
    """
}

/// The section of an entry in each edition's layout, without its senses' list, and that list with one sense.
private enum Edition: String, CaseIterable, CustomTestStringConvertible {
    case fr, en, de, es

    var testDescription: String { rawValue }

    var heading: String {
        switch self {
        case .fr: #"<span class="sectionlangue" id="fr">Français</span>"#
        case .en: "English"
        case .de: "brumelle (Deutsch)"
        case .es: "Español"
        }
    }

    var entry: String {
        switch self {
        case .fr:
            #"<h3><span class="titredef" id="fr-nom-1">Nom commun</span></h3><p><b>brumelle</b> <span class="API">\bʁy\</span></p>"#
        case .en: #"<h3>Noun</h3><p><span class="headword-line"><strong class="headword">brumelle</strong></span></p>"#
        case .de: #"<h3><a title="Hilfe:Wortart">Substantiv</a>, <em>f</em></h3>"#
        case .es: "<h3>Sustantivo femenino</h3>"
        }
    }

    var senses: String {
        switch self {
        case .fr, .en: "<ol><li>A light mist.</li></ol>"
        case .de: #"<p title="Sinn und Bezeichnetes (Semantik)">B</p><dl><dd>[1] A light mist.</dd></dl>"#
        case .es: "<dl><dt>1</dt><dd>A light mist.</dd></dl>"
        }
    }

    /// What the edition says where a sense has yet to be written.
    var placeholder: String {
        switch self {
        case .fr: "<ol><li><i>Définition manquante ou à compléter.</i> (Ajouter)</li></ol>"
        case .en: "<ol><li><i>This term needs a definition. Please add one.</i></li></ol>"
        case .de:
            #"<table class="noprint"><tr><td><b>brumelle</b> ist eine alte Schreibweise von Brumel.</td></tr></table>"#
        case .es: "<dl><dt>1</dt><dd></dd></dl><p>Si puedes, incorpórala: ver cómo.</p>"
        }
    }

    func read(_ section: String) throws -> LookupReply {
        try ProvidersTests.read(rawValue, "wiktionary", "brumelle", wiki("brumelle", heading, section))
    }
}

@Suite struct OutcomeRules {
    @Test(arguments: Edition.allCases)
    fileprivate func `a word whose senses are still to be written is found, with headword and kind`(edition: Edition)
        throws
    {
        let reply = try edition.read(edition.entry + edition.placeholder)
        #expect(reply.outcome == .found)
        #expect(reply.entries.map(\.headword) == ["brumelle"])
        #expect(reply.entries.map(\.partOfSpeech) == [.noun])
        #expect(reply.entries.flatMap(\.senses).allSatisfy { $0.definition.isEmpty })
    }

    @Test(arguments: Edition.allCases)
    fileprivate func `an article that says nothing of the kind and yields nothing is changed mark-up`(edition: Edition)
        throws
    {
        let reply = try edition.read(edition.entry + "<div class=senses><div>A light mist.</div></div>")
        #expect(reply.outcome == .markupChanged)
    }

    @Test(arguments: ["<ul><li>A light mist.</li></ul>", "<p>A light mist.</p>", "<dl><dd>A light mist.</dd></dl>"])
    func `where nothing is numbered, what stands under the headword is the sense`(gloss: String) throws {
        let reply = try Edition.en.read(Edition.en.entry + gloss)
        #expect(reply.entries.map(\.partOfSpeech) == [.noun])
        #expect(reply.entries.flatMap(\.senses).map(\.definition) == ["A light mist."])
    }

    @Test func `a sense may be nothing but a label`() throws {
        let label =
            #"<span class="ib-brac">(</span><span class="ib-content">usually with <i>on</i></span><span class="ib-brac">)</span>"#
        let reply = try Edition.en.read(Edition.en.entry + "<ol><li>\(label)</li></ol>")
        #expect(reply.entries.flatMap(\.senses).map(\.labels) == [["usually with on"]])
        #expect(reply.entries.flatMap(\.senses).map(\.definition) == [""])
    }

    @Test(arguments: Edition.allCases)
    fileprivate func `a heading with references, in capitals or behind a skin's icons is a heading`(edition: Edition)
        throws
    {
        let written = edition.heading.replacing("ç", with: "&#231;").replacing("ñ", with: "&ntilde;")
        for heading in [
            "<div class=mw-heading><h2 id=s1>\(written)</h2></div>", "<H2 ID=s1>\(edition.heading)</H2>",
            "<div class=\"mw-heading section-heading\"><span class=icon></span><h2 id=s1>\(edition.heading)</h2></div>",
        ] {
            let page = "<h1 id=firstHeading>brumelle</h1>\(heading)\(edition.entry)\(edition.senses)<h2 id=x>Suomi</h2>"
            let reply = try ProvidersTests.read(edition.rawValue, "wiktionary", "brumelle", page)
            #expect(reply.entries.flatMap(\.senses).map(\.definition) == ["A light mist."], "\(heading)")
        }
    }

    @Test(arguments: Edition.allCases)
    fileprivate func `other languages' sections alone are a miss, and no recognisable section is changed mark-up`(
        edition: Edition
    ) throws {
        let other = "<h3>Substantiivi</h3><ol><li>hattara</li></ol>"
        func outcome(_ page: String) throws -> Outcome {
            try ProvidersTests.read(edition.rawValue, "wiktionary", "brumelle", page).outcome
        }
        #expect(try outcome(wiki("brumelle", "Suomi", other)) == .notFound)
        let mobile =
            "<div class=\"mw-heading section-heading\" onclick=\"f()\"><span class=\"icon icon-expand\"></span><h2 id=Suomi>"
        #expect(try outcome("<h1 id=firstHeading>brumelle</h1>\(mobile)Suomi</h2></div>\(other)") == .notFound)
        #expect(try outcome("<h2><span class=mw-headline id=Suomi>Suomi</span></h2>\(other)") == .notFound)
        #expect(try outcome("<h2 id=Suomi>Suomi</h2>\(other)") == .notFound)
        #expect(try outcome("<H2 ID=Suomi>Suomi</H2>\(other)") == .notFound)
        #expect(try outcome("<div class=lang>Suomi</div>\(other)") == .markupChanged)
        #expect(try outcome("<h2 class=lang>Suomi</h2>\(other)") == .markupChanged)
    }

    @Test(arguments: Edition.allCases)
    fileprivate func `Wiktionary's own redirect is an answer, with the headword of that page`(edition: Edition) throws {
        let redirected = "<span class=\"mw-redirectedfrom\">(from <a>brumaille</a>)</span>"
        let section = edition.entry + edition.senses
        func reply(_ before: String) throws -> LookupReply {
            let page = wiki("brumelle", edition.heading, section, before: before)
            return try ProvidersTests.read(edition.rawValue, "wiktionary", "brumaille", page)
        }
        #expect(try reply(redirected).entries.map(\.headword) == ["brumelle"])
        #expect(try reply("").outcome == .notFound)
    }

    @Test func `a miss is what the site says, and not what its page lacks`() throws {
        let sentence = "La palabra «<i>zapatulo</i>» no está en el <i>Diccionario</i>."
        #expect(try read("es", "rae", "zapatulo", "<main><h2>\(sentence)</h2></main>").outcome == .notFound)
        let old = "<div id=resultados><article><header class=f>neblar</header><p class=j>Cubrirse.</p></article></div>"
        #expect(try read("es", "rae", "neblar", old).outcome == .markupChanged)
        #expect(
            try read("cn", "zdic", "晴", "<main><div class=zdict><ol><li>没有云。</li></ol></div></main>").outcome
                == .markupChanged)
        let verb = "<main><h1>Conjugaison</h1><div class=conj-link><a>mouiller</a></div></main>"
        #expect(try read("fr", "lerobert", "mouillait", verb).outcome == .notFound)
    }

    @Test func `where an entry is spelt as the word is, its neighbours are no answer`() throws {
        func robert(_ word: String, _ headwords: String...) throws -> [String] {
            let entries = headwords.map {
                "<div class=b><h3>\($0) <span class=d_cat>nom</span></h3><div class=d_ptma><span class=d_dfn>X.</span></div></div>"
            }
            let page = "<section class=def>\(entries.joined())</section>"
            return try read("fr", "lerobert", word, page).entries.map(\.headword)
        }
        #expect(try robert("péché", "pêche", "péché") == ["péché"])
        #expect(try robert("peche", "pêche", "péché") == ["pêche", "péché"])
        #expect(try robert("Pêche", "pêche", "péché") == ["pêche"])
        #expect(try robert("coeur", "cœur", "chœur") == ["cœur"])
        #expect(try robert("gouttelier", "goutter", "gouttelier, gouttelière") == ["gouttelier, gouttelière"])
        #expect(try robert("autre", "pêche").isEmpty)
    }

    @Test func `an article that only refers elsewhere, or holds a phrase alone, is found`() throws {
        func academy(_ article: String) throws -> LookupReply {
            let page = "<article class=o-main__article><h1 class=c-page-header__title>volandas</h1>\(article)</article>"
            return try read("es", "rae", "volandas", page)
        }
        let referring = try academy("<div class=c-text-intro><abbr title=Véase>V.</abbr> <a>otra</a>.</div>")
        #expect(referring.outcome == .found)
        #expect(referring.entries.map(\.senses.count) == [0])
        let phrase = try academy(
            """
            <h3 class=k6>en <u>volandas</u></h3><ol class=c-definitions><li class=m><div class=c-definitions__item><div>
            <abbr class=d title="locución adverbial">loc. adv.</abbr> Por el aire.</div></div></li></ol>
            """)
        #expect(phrase.entries.flatMap(\.senses).map(\.definition) == ["Por el aire."])
        #expect(phrase.entries.flatMap(\.senses).first?.labels.first == "en volandas")
        #expect(try academy("<section class=news><li>Por el aire.</li></section>").outcome == .markupChanged)
    }

    @Test func `Duden's page without a meaning is found, and one whose meanings cannot be read is changed mark-up`()
        throws
    {
        func duden(_ rest: String) throws -> Outcome {
            let page =
                "<article><h1><span class=lemma__main>Nebeln</span></h1><h2>Rechtschreibung</h2>\(rest)</article>"
            return try read("de", "duden", "Nebeln", page).outcome
        }
        #expect(try duden("<h2>Grammatik</h2>") == .found)
        #expect(try duden("<h2>Bedeutung</h2><div class=new>Dunst.</div>") == .markupChanged)
    }

    @Test func `an answer in JSON that has nothing on a word is found without a sense`() throws {
        let reply = try read(
            "cn", "moedict", "雲", #"{"title": "雲", "heteronyms": [{"pinyin": "yún", "definitions": []}]}"#)
        #expect(reply.outcome == .found)
        #expect(reply.entries.map(\.pronunciations) == [[Pronunciation(text: "yún", notation: .pinyin)]])
        #expect(
            try read("cn", "moedict", "雲", #"{"title": "雲", "heteronyms": [{"senses": ["x"]}]}"#).outcome
                == .markupChanged)
    }
}

@Suite struct SourceRules {
    @Test func `Duden's 1a and 1b are inside 1, and a sense may say no more than what it is short for`() throws {
        let page = """
            <article><h1><span class=lemma__main>Schwelle</span></h1><div id=bedeutungen><ol class=enumeration>
            <li class=enumeration__item><ol class=enumeration__sub><li class=enumeration__sub-item id=Bedeutung-1a>
            <div class=enumeration__text>Balken.</div></li><li class=enumeration__sub-item id=Bedeutung-1b>
            <div class=enumeration__text>Rand.</div></li></ol></li><li class=enumeration__item id=Bedeutung-2>
            <dl class=tuple><dt>Kurzform für</dt><dd><a>Bahnschwelle</a></dd></dl><dl class=note><dt>Beispiel</dt>
            <dd><ul><li>neue Schwellen</li></ul></dd></dl></li></ol></div></article>
            """
        #expect(
            try read("de", "duden", "Schwelle", page).entries.flatMap(\.senses) == [
                Sense(definition: "", senses: [Sense(definition: "Balken."), Sense(definition: "Rand.")]),
                Sense(definition: "Kurzform für Bahnschwelle", examples: ["neue Schwellen"]),
            ])
    }

    @Test func `a sense of zdic that stands with and without its kind is read once, with it`() throws {
        let page = """
            <section id=jbjs><div class=jbjs-reading><span class=jbjs-reading__py>lěi</span><ol class=jbjs-list>
            <li class=jbjs-item><span class=jbjs-item__def>堆起来。</span></li>
            <li class=jbjs-item><span class=jbjs-item__def>一种墙。</span></li></ol></div></section>
            <section id=xxjs><div class=xxjs-reading><span class=xxjs-reading__py>lěi</span>
            <section class=xxjs-pos-section><span class=xxjs-pos-badge>动</span><ol class=xxjs-list><li class=xxjs-item>
            <div class=xxjs-item__def>堆起来。</div></li></ol></section></div></section>
            """
        let entries = try read("cn", "zdic", "垒", page).entries
        #expect(entries.map(\.partOfSpeech) == [nil, .verb])
        #expect(entries.map { $0.senses.map(\.definition) } == [["一种墙。"], ["堆起来。"]])
    }

    @Test func `a word of zdic has its bopomofo beside its headword, and may stand in 国语辞典 alone`() throws {
        let row = """
            <div class=word-headword-row>云脚</div><div class=word-pronun-row><span class=meta-zhuyin>ㄩㄣˊ</span></div>
            """
        let word =
            "<span class=xxjs-reading__py>yún</span><ol class=xxjs-list><li class=xxjs-item><div class=xxjs-item__def>低云。</div></li></ol>"
        let spoken = try read("cn", "zdic", "云脚", row + word).entries.flatMap(\.pronunciations)
        #expect(spoken.map(\.text) == ["yún", "ㄩㄣˊ"])
        let alone = """
            <section id=gyjs><div class=gy-reading><span class=gy-reading__py>yún jiǎo</span><section class=gy-pos>
            <span class=gy-pos__badge>名</span><div class=gy-sense><p class=gy-sense__def>低云。</p>
            <div><span class="xxjs-block-label xxjs-block-label--syn">近义词</span><a class=syn-tag>垂云</a></div>
            </div></section></div></section>
            """
        let entry = try #require(try read("cn", "zdic", "云脚", row + alone).entries.first)
        #expect(entry.partOfSpeech == .noun)
        #expect(entry.pronunciations.map(\.text) == ["yún jiǎo", "ㄩㄣˊ"])
        #expect(entry.senses == [Sense(definition: "低云。", synonyms: ["垂云"])])
    }

    @Test(arguments: [
        ("adjective", PartOfSpeech.adjective), ("adverb", .adverb), ("verb (used without object)", .verb),
        ("plural noun", .noun), ("pronoun", .pronoun), ("preposition", .preposition), ("conjunction", .conjunction),
        ("interjection", .interjection), ("idioms", .idiom), ("Idioms", .idiom), ("abbreviation", .abbreviation),
        ("combining form", .prefix), ("suffix", .suffix), ("definite article", .article), ("auxiliary verb", .verb),
    ])
    func `dictionary.com's kinds are known`(label: String, kind: PartOfSpeech) throws {
        let page = """
            <h1 id=hdr-headword-dcom-1>soney</h1><section><h2>\(label)</h2><ol><li class=item-definition>
            <p class=txt-variant-label-short>Of light.</p></li></ol></section>
            """
        #expect(try read("en", "dictionarycom", "soney", page).entries.map(\.partOfSpeech) == [kind])
    }

    @Test func `the academy's synonyms need no id, and its antonyms are none of them`() throws {
        func list(_ label: String, _ term: String) -> String {
            "<div class=c-word-list><div class=c-word-list__label><abbr class=sin-header-inline title=\"\(label)\">\(label.prefix(3)).:</abbr></div><ul><li>\(term)</li></ul></div>"
        }
        let page = """
            <article class=o-main__article><h1 class=c-page-header__title>luz</h1><ol class=c-definitions><li class=j>
            <div class=c-definitions__item><div>Claridad.</div><div class=c-definitions__item-footer>
            \(list("Sinónimos o afines", "<span class=sin>brillo</span>, <span class=sin data-id=x>media luz<sup>1</sup></span>"))
            \(list("Antónimos u opuestos", "<span class=sin>sombra</span>"))</div></div></li></ol></article>
            """
        let sense = try #require(try read("es", "rae", "luz", page).entries.first?.senses.first)
        #expect(sense.synonyms == ["brillo", "media luz"])
        #expect(sense.antonyms == ["sombra"])
    }

    @Test func `Le Robert's divisions nest, and what joins the kinds in a heading is no headword`() throws {
        let page = """
            <section class=def><div class=b><h3>mouilleur, mouilleuse <span class=d_cat>nom</span> et
            <span class=d_cat>adjectif</span></h3><div class=d_ptma><div class=d_dvn><span class=d_dfn>Qui mouille.</span>
            <div class=d_dvn><span class=d_mta>(choses)</span> <span class=d_dfn>Tuyau.</span></div></div></div></div></section>
            """
        let entry = try #require(try read("fr", "lerobert", "mouilleur", page).entries.first)
        #expect(entry.headword == "mouilleur, mouilleuse")
        #expect(entry.partOfSpeech == .noun)
        #expect(
            entry.senses == [
                Sense(definition: "Qui mouille.", senses: [Sense(definition: "Tuyau.", labels: ["(choses)"])])
            ])
    }

    @Test func `French labels of 2021 have their brackets outside`() throws {
        let label = "(<span id=fr-x title=y><i>Marine</i></span>)"
        let reply = try Edition.fr.read(
            Edition.fr.entry + "<ol><li>\(label) Brume du large.</li><li>\(label)<ol><li>Embruns.</li></ol></li></ol>")
        #expect(
            reply.entries.flatMap(\.senses) == [
                Sense(definition: "Brume du large.", labels: ["Marine"]),
                Sense(definition: "", labels: ["Marine"], senses: [Sense(definition: "Embruns.")]),
            ])
        // Brackets without mark-up of their own are text.
        let plain = try Edition.fr.read(Edition.fr.entry + "<ol><li>(Rare) Brume.</li></ol>")
        #expect(plain.entries.flatMap(\.senses).map(\.definition) == ["(Rare) Brume."])
    }

    @Test func `single words between strokes are a term each`() throws {
        let blocks =
            #"<p title="bedeutungsgleich gebrauchte Wörter">S</p><dl><dd>[1] Dunst/Nebel/Schleier, auf/ab gehen</dd></dl>"#
        let reply = try Edition.de.read(Edition.de.entry + Edition.de.senses + blocks)
        #expect(reply.entries.flatMap(\.senses).flatMap(\.synonyms) == ["Dunst", "Nebel", "Schleier", "auf/ab gehen"])
    }

    @Test func `senses right under a heading for the origin have no part of speech and no label`() throws {
        let entry = try #require(
            try Edition.es.read("<h3>Etimología 1</h3><p>De bruma.</p>" + Edition.es.senses).entries.first)
        #expect(entry.partOfSpeech == nil)
        #expect(entry.partOfSpeechLabel == nil)
    }

    @Test(arguments: Edition.allCases)
    fileprivate func `tables, sister boxes and editors' remarks in a sense are not its text`(edition: Edition) throws {
        let noise = """
            <table><tr><td>three</td></tr></table><span class=interProject>Wikipedia</span>\
            <span class=deprecated-lang-param>(deprecated use)</span>
            """
        let reply = try edition.read(edition.entry + edition.senses.replacing("mist.", with: "mist.\(noise)"))
        #expect(reply.entries.flatMap(\.senses).map(\.definition) == ["A light mist."])
    }
}
