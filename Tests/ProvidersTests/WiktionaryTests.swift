import Lexicon
import Providers
import TestSupport
import Testing

/// Reads pages with the manifests of this repository.
private func read(_ body: String, word: String = "mot", _ language: String = "fr") throws -> LookupReply {
    try Manifests.repository.get().judge(
        body: Array(body.utf8), word: word, language: language, source: "wiktionary")
}

/// One section with one entry, in each shape of heading.
enum HeadingShape: CaseIterable {
    case headline, wrapped, parsoid, parsoidInSkin

    func heading(_ level: Int, _ id: String, _ text: String) -> String {
        switch self {
        case .headline:
            """
            <h\(level)><span class="mw-headline" id="\(id)">\(text)</span><span class="mw-editsection">\
            <span class="mw-editsection-bracket">[</span><a href="#">edit</a>]</span></h\(level)>
            """
        case .wrapped:
            """
            <div class="mw-heading mw-heading\(level)"><h\(level) id="\(id)">\(text)</h\(level)>\
            <span class="mw-editsection">[<a href="#">edit</a>]</span></div>
            """
        case .parsoid: "<section data-mw-section-id=\"\(level)\"><h\(level) id=\"\(id)\">\(text)</h\(level)>"
        case .parsoidInSkin:
            """
            <section data-mw-section-id="\(level)"><div class="mw-heading mw-heading\(level)">\
            <h\(level) id="\(id)">\(text)</h\(level)></div>
            """
        }
    }

    /// A whole page: a table of contents, another language, the asked one, and another one.
    func page(_ section: String, language: String, before: String = "Tupi", after: String = "Wolof") -> String {
        let close = self == .parsoid || self == .parsoidInSkin ? "</section></section>" : ""
        return """
            <html><head><title>mot</title></head><body><div id="toc"><h2>Sommaire</h2></div>
            \(heading(2, "a", before))\(heading(3, "n", "Nom commun"))<p><b>not</b></p><ol><li>Not this.</li></ol>\(close)
            \(heading(2, "b", language))\(section)\(close)
            \(heading(2, "c", after))\(heading(3, "m", "Nom commun"))<p><b>nor</b></p><ol><li>Nor this.</li></ol>\(close)
            <nav><h2>Menu</h2><h3>Outils</h3></nav></body></html>
            """
    }
}

@Suite struct LanguageSections {
    @Test(arguments: HeadingShape.allCases)
    func `only the section of the asked language counts, in all shapes of heading`(shape: HeadingShape) throws {
        let entry = shape.heading(3, "d", "Nom commun 2") + "<p><b>mot</b></p><ol><li>Ceci.</li></ol>"
        let reply = try read(shape.page(entry, language: "Français"))
        #expect(
            reply.entries == [
                Entry(
                    headword: "mot", partOfSpeech: .noun, partOfSpeechLabel: "Nom commun",
                    senses: [Sense(definition: "Ceci.")])
            ])
    }

    @Test(arguments: HeadingShape.allCases)
    func `a page without the language is not found`(shape: HeadingShape) throws {
        #expect(try read(shape.page("", language: "Ancien français")).outcome == .notFound)
    }

    @Test(arguments: HeadingShape.allCases)
    func `a section that nothing can be read off has changed its mark-up`(shape: HeadingShape) throws {
        #expect(try read(shape.page("<div>Ceci.</div>", language: "Français")).outcome == .markupChanged)
    }

    @Test(arguments: ["mot", "Mot", "mot-", "autre"]) func `a page of another word is a miss`(title: String) throws {
        let entry = HeadingShape.wrapped.heading(3, "d", "Verbe") + "<p><b>\(title)</b></p><ol><li>Dire.</li></ol>"
        let heading = "<h1 id=\"firstHeading\" class=x><span class=mw-page-title-main>\(title)</span></h1>"
        let reply = try read(heading + HeadingShape.wrapped.page(entry, language: "Français"))
        #expect(reply.outcome == (title == "autre" ? .notFound : .found))
    }

    @Test func `a page of another kind of site is no miss`() throws {
        #expect(try read("<h1>Sign in</h1><h2>Welcome back</h2>").outcome == .markupChanged)
    }

    @Test(arguments: [20_000, 100_000])
    func `a heading that is longer than any is looked at by the page's budget alone`(length: Int) throws {
        let shape = HeadingShape.wrapped
        let entry = shape.heading(3, "d", "Verbe") + "<p><b>mot</b></p><ol><li>Dire.</li></ol>"
        let long = String(repeating: "x ", count: length / 2)
        for heading in [
            shape.heading(2, "l", long), shape.heading(3, "l", long), "<h1 id=\"firstHeading\">\(long)</h1>",
        ] {
            for page in [
                heading + shape.page(entry, language: "Français"), shape.page(entry + heading, language: "Français"),
            ] {
                let reply = try read(page)
                #expect(reply.outcome == .found || reply.error?.contains("bytes in one text") == true)
            }
        }
    }

    @Test func `a page that is cut off gives what came before`() throws {
        let whole = HeadingShape.wrapped.page(
            HeadingShape.wrapped.heading(3, "d", "Verbe") + "<p><b>mot</b></p><ol><li>Un.</li><li>Deux",
            language: "Français")
        let cut = try #require(whole.range(of: "Deux")).upperBound
        #expect(try read(String(whole[..<cut])).entries.first?.senses.map(\.definition) == ["Un.", "Deux"])
    }
}

@Suite struct OrderedLists {
    private func senses(_ list: String, language: String = "fr") throws -> [Sense] {
        let shape = HeadingShape.wrapped
        let section =
            language == "fr"
            ? shape.heading(3, "d", "Verbe") + "<p><b>mot</b></p>\(list)"
            : shape.heading(3, "d", "Verb") + "<p><strong class=\"Latn headword\">mot</strong></p>\(list)"
        return try read(shape.page(section, language: language == "fr" ? "Français" : "English"), language)
            .entries.first?.senses ?? []
    }

    @Test func `lists in lists are sub-senses, and empty items are none`() throws {
        let senses = try senses(
            "<ol><li>Un :<ol><li>Un et un.</li><li class=mw-empty-elt></li></ol></li><li> </li><li>Deux.</li></ol>")
        #expect(
            senses == [Sense(definition: "Un :", senses: [Sense(definition: "Un et un.")]), Sense(definition: "Deux.")])
    }

    @Test(arguments: [
        (
            #"<span class="emploi"><span id="x"></span><i>(<span class="texte"><a>Vieilli</a></span>)</i></span> Dire."#,
            ["Vieilli"]
        ),
        (
            #"<i>(<span title="t" id="fr-m">Musique</span>)</i> <span class="registre"><i>(Familier)</i></span> Dire."#,
            ["Musique", "Familier"]
        ),
        (#"<span class="term"><i>(Sport, Jeux)</i></span>, Dire."#, ["Sport", "Jeux"]),
        (
            #"<i class="x"></i><span class="emploi"><i>(Vieux)</i></span> ou <span class="emploi"><i>(Rare)</i></span> Dire."#,
            ["Vieux", "Rare"]
        ),
        (#"Dire."#, []),
    ])
    func `labels at the head are labels, and no part of the definition`(item: String, labels: [String]) throws {
        #expect(try senses("<ol><li>\(item)</li></ol>") == [Sense(definition: "Dire.", labels: labels)])
    }

    @Test func `what looks like a label further in is text`() throws {
        let item = #"Dire <span class="emploi"><i>(vieilli)</i></span> non, (très) fort."#
        #expect(try senses("<ol><li>\(item)</li></ol>") == [Sense(definition: "Dire (vieilli) non, (très) fort.")])
    }

    @Test func `a sense that is a label alone groups its sub-senses`() throws {
        let senses = try senses(
            #"<ol><li><span class="emploi"><i>(Poésie)</i></span><ol><li>Dire.</li></ol></li></ol>"#)
        #expect(senses == [Sense(definition: "", labels: ["Poésie"], senses: [Sense(definition: "Dire.")])])
    }

    @Test func `French examples are whole items, without their sources and placeholders`() throws {
        let senses = try senses(
            """
            <ol><li>Dire.<ul><li><span class="example"><q><bdi><i>Il <b>dit</b>.</i></bdi></q>
            <span class="sources">— (Moi, <i>Ceci</i>)</span></span></li><li><i>Elle dit.</i> Et puis ?</li>
            <li><i>Exemple d’utilisation manquant. (Ajouter)</i></li></ul></li></ol>
            """)
        #expect(senses == [Sense(definition: "Dire.", examples: ["Il dit.", "Elle dit. Et puis ?"])])
    }

    @Test func `English examples, quotations and synonyms of a sense are told apart`() throws {
        let senses = try senses(
            """
            <ol><li><span class="usage-label-sense"><span class="ib-brac">(</span><span class="ib-content">dated<span \
            class="ib-comma">,</span> slang</span><span class="ib-brac">)</span></span> To say. <span class="defdate">[from
            9th c.]</span><dl><dd><span class="nyms synonym">Synonyms: <span lang="en"><a>utter</a></span>, tell
            (dated); see also <a>Thesaurus:say</a></span></dd><dd><div class="h-usage-example"><i class="e-example">She
            <b>said</b> it.</i> ― <span class="e-translation">No.</span></div></dd><dd>Plainly said.</dd>
            <dd><span class="maintenance-line">(Can we add an example?)</span></dd></dl>
            <ul><li><div class="citation-whole">1600, A Poet: <dl><dd><span class="e-quotation">Say!</span></dd></dl></div></li>
            </ul></li></ol>
            """, language: "en")
        #expect(
            senses == [
                Sense(
                    definition: "To say.", labels: ["dated", "slang"], examples: ["She said it.", "Plainly said."],
                    synonyms: ["utter", "tell"])
            ])
    }

    @Test func `the bare run of brackets of 2020 is a label, and a qualifier in a sentence is text`() throws {
        let senses = try senses(
            """
            <ol><li><span class="ib-brac">(</span><span class="ib-content">nautical</span><span class="ib-brac">)</span>
            To say <span class="ib-brac qualifier-brac">(</span><span class="ib-content qualifier-content">or
            sing</span><span class="ib-brac qualifier-brac">)</span>.</li></ol>
            """, language: "en")
        #expect(senses == [Sense(definition: "To say (or sing).", labels: ["nautical"])])
    }
}

@Suite struct WiktionaryEntries {
    private let shape = HeadingShape.wrapped

    private func entry(_ level: Int, _ title: String, _ text: String = "To say.") -> String {
        shape.heading(level, "e", title)
            + "<p><strong class=\"Latn headword\">mot</strong></p><ol><li>\(text)</li></ol>"
    }

    private func english(_ section: String) throws -> [Entry] {
        try read(shape.page(section, language: "English"), "en").entries
    }

    @Test func `pronunciations before the first etymology hold for all, those inside one for its own`() throws {
        let sound = "<ul><li>IPA: <span class=IPA>/\u{2C8}a/</span></li><li>Rhymes: <span class=IPA>-a</span></li></ul>"
        let entries = try english(
            shape.heading(3, "p", "Pronunciation") + sound + shape.heading(3, "x", "Etymology 1") + entry(4, "Noun")
                + shape.heading(3, "y", "Etymology 2") + shape.heading(4, "q", "Pronunciation")
                + "<p><span class=IPA>[b]</span></p>" + entry(4, "Verb"))
        #expect(entries.map { $0.pronunciations.map(\.text) } == [["ˈa"], ["b"]])
        #expect(entries.map(\.partOfSpeech) == [.noun, .verb])
    }

    @Test func `pronunciations that name a part of speech belong to it alone`() throws {
        let entries = try english(
            shape.heading(3, "p", "Pronunciation")
                + """
                <ul><li><span class="ib-content qualifier-content">noun</span> <ul><li><span class=IPA>/n/</span></li></ul></li>
                <li>Verb: <span class=IPA>/v/</span></li><li><span class="ib-content">UK</span> <span class=IPA>/u/</span></li></ul>
                """ + entry(3, "Noun") + entry(3, "Verb") + entry(3, "Adjective"))
        #expect(entries.map { $0.pronunciations.map(\.text) } == [["n", "u"], ["v", "u"], ["u"]])
    }

    @Test func `synonyms under a heading belong to the entry they are below, or stand beside`() throws {
        let entries = try english(
            entry(3, "Noun") + shape.heading(4, "s", "Synonyms")
                + "<ul><li>(thing): gizmo, gadget/widget; see also Thesaurus:thing</li></ul>"
                + shape.heading(4, "h", "Hyponyms") + "<ul><li>doodad</li></ul>" + entry(3, "Verb")
                + shape.heading(3, "a", "Antonyms") + "<ul><li>hush (archaic)</li><li>hush</li></ul>")
        #expect(entries.map(\.synonyms) == [["gizmo", "gadget", "widget"], []])
        #expect(entries.map(\.antonyms) == [[], ["hush"]])
    }

    @Test func `what leads to a thesaurus, or only remarks, is no term`() throws {
        let entries = try english(
            entry(3, "Noun") + shape.heading(4, "s", "Synonyms")
                + """
                <ul><li>See also <a>Thesaurus:thing</a></li><li>See <a>Thesaurus:object</a></li><li>gizmo — of a machine</li>
                </ul>
                """)
        #expect(entries.first?.synonyms == ["gizmo"])
    }

    @Test func `a note that only mentions a part of speech takes no pronunciation away`() throws {
        let entries = try english(
            shape.heading(3, "p", "Pronunciation")
                + """
                <ul><li><span class="ib-content">before a noun</span> <span class=IPA>/b/</span></li>
                <li><span class="ib-content">verb, UK</span> <span class=IPA>/v/</span></li></ul>
                """ + entry(3, "Noun") + entry(3, "Verb"))
        #expect(entries.map { $0.pronunciations.map(\.text) } == [["b"], ["b", "v"]])
    }

    @Test func `two transcriptions in one mark are two`() throws {
        let entries = try english(
            shape.heading(3, "p", "Pronunciation") + "<p><span class=IPA>/a/, [b] or /-c/</span></p>" + entry(3, "Noun")
        )
        #expect(entries.first?.pronunciations.map(\.text) == ["a", "b"])
    }

    @Test func `a list of senses may be wrapped`() throws {
        let wrapped =
            shape.heading(3, "e", "Noun")
            + "<p><strong class=headword>mot</strong></p><div><ol><li>This.</li></ol></div>"
        #expect(try english(wrapped).first?.senses == [Sense(definition: "This.")])
    }

    @Test func `a heading that no manifest knows is an entry where it has a headword line`() throws {
        let unknown =
            shape.heading(3, "r", "Romanization")
            + "<p><span class=\"headword-line\"><strong class=\"headword\">mot</strong></span></p><ol><li>This.</li></ol>"
        #expect(
            try english(unknown + shape.heading(3, "n", "References") + "<ol class=references><li>A book.</li></ol>")
                == [Entry(headword: "mot", partOfSpeechLabel: "Romanization", senses: [Sense(definition: "This.")])])
    }

    @Test func `boxes, figures and tables may stand between the heading and the senses`() throws {
        let entries = try english(
            shape.heading(3, "e", "Noun")
                + """
                <div class="thumb"><p><strong class="headword">no</strong></p></div><table><tr><td><strong
                class="headword">no</strong></td></tr></table><p><strong class="Latn headword">mot</strong> (plural mots)</p>
                <figure><figcaption>A mot.</figcaption></figure><p>Note.</p><ol><li>A word.</li></ol>
                """)
        #expect(
            entries == [
                Entry(
                    headword: "mot", partOfSpeech: .noun, partOfSpeechLabel: "Noun",
                    senses: [Sense(definition: "A word.")])
            ])
    }
}

@Suite struct CaptionedBlocks {
    private func german(_ blocks: String, heading: String = "Substantiv, f") throws -> Entry? {
        let shape = HeadingShape.wrapped
        let section = shape.heading(3, "e", "<a title=\"Hilfe:Wortart\">\(heading)</a>") + blocks
        return try read(shape.page(section, language: "Wort (Deutsch)"), "de").entries.first
    }

    private static func block(_ title: String, _ items: String...) -> String {
        "<p title=\"\(title)\">Titel:</p><dl>\(items.map { "<dd>\($0)</dd>" }.joined())</dl>"
    }

    private static let senses = block(
        "Sinn und Bezeichnetes (Semantik)", "[1] <i><a>Botanik</a><span>:</span></i> Blatt [2] am Baum",
        "[2] <i>Technik</i>, <i>veraltet</i>: dünne Platte<dl><dd>[a] aus Holz</dd><dd>[b] aus Blech</dd></dl>")

    @Test func `marks and labels are taken off the head of a sense alone`() throws {
        let entry = try #require(try german(Self.senses))
        #expect(entry.headword == "Wort")
        #expect(
            entry.senses == [
                Sense(definition: "Blatt [2] am Baum", labels: ["Botanik"]),
                Sense(
                    definition: "dünne Platte", labels: ["Technik", "veraltet"],
                    senses: [Sense(definition: "aus Holz"), Sense(definition: "aus Blech")]),
            ])
    }

    @Test func `examples and synonyms find the senses that their marks name`() throws {
        let entry = try #require(
            try german(
                Self.senses
                    + Self.block("Verwendungsbeispielsätze", "[1, 2a] Eins.", "[2b] Zwei.<sup class=reference>1</sup>")
                    + Self.block("bedeutungsgleich gebrauchte Wörter", "[1, 2] <i>regional, selten:</i> Laub", "Platte")
                    + Self.block("Antonyme", "[2a–b] Klotz/Block")))
        #expect(entry.senses[0].examples == ["Eins."])
        #expect(entry.senses[1].senses[1].examples == ["Zwei."])
        #expect(entry.senses.map(\.synonyms) == [["Laub"], ["Laub"]])
        #expect(entry.synonyms == ["Platte"])
        #expect(entry.senses[1].senses.map(\.antonyms) == [["Klotz", "Block"], ["Klotz", "Block"]])
    }

    @Test(arguments: [
        ("Substantiv, f", PartOfSpeech.noun), ("Substantiv, m, Nachname", .properNoun), ("Verb, unregelmäßig", .verb),
        ("Substantiv, f, Wortverbindung", .noun), ("Rätselwort", nil),
    ])
    func `the heading tells the part of speech, and one that is unknown is an entry too`(
        heading: String, kind: PartOfSpeech?
    ) throws {
        let entry = try #require(try german(Self.senses, heading: heading))
        #expect(entry.partOfSpeech == kind)
        #expect(entry.partOfSpeechLabel == heading)
    }

    @Test func `a form is defined by what it is the form of`() throws {
        let form =
            "<p title=\"Grammatische Merkmale\">Grammatische Merkmale:</p><ul><li>Plural des Adjektivs <b>rot</b></li></ul>"
        let entry = try #require(try german(form, heading: "Deklinierte Form"))
        #expect(entry.partOfSpeech == .adjective)
        #expect(entry.senses == [Sense(definition: "Plural des Adjektivs rot")])
    }
}

@Suite struct DefinitionListEntries {
    private func spanish(_ section: String) throws -> [Entry] {
        try read(HeadingShape.wrapped.page(section, language: "Español"), word: "voz", "es").entries
    }

    private static let table =
        "<table class=pron-graf><tr><th>pronunciación (AFI)</th><td>[a] o [b]</td></tr><tr><th>rima</th><td>os</td></tr></table>"

    @Test func `terms hold numbers and labels, and notes stand in or behind the definition`() throws {
        let entries = try spanish(
            Self.table + HeadingShape.wrapped.heading(3, "s", "Sustantivo femenino")
                + """
                <dl><dt>1</dt><dd>Sonido.<ul><li><b>Sinónimos:</b> son, ruido.</li><li><b>Uso:</b> común.</li></ul></dd></dl>
                <dl><dt>2 Música, Coloquial</dt><dd>Canto:<dl><dt>a</dt><dd>alto</dd></dl></dd></dl>
                <ul><li><b>Ejemplo:</b> Tiene buena voz.</li><li><b>Antónimo:</b> silencio</li></ul>
                """)
        #expect(
            entries == [
                Entry(
                    headword: "voz", partOfSpeech: .noun, partOfSpeechLabel: "Sustantivo femenino",
                    pronunciations: [Pronunciation(text: "a"), Pronunciation(text: "b")],
                    senses: [
                        Sense(definition: "Sonido.", synonyms: ["son", "ruido"]),
                        Sense(
                            definition: "Canto:", labels: ["Música", "Coloquial"], examples: ["Tiene buena voz."],
                            antonyms: ["silencio"], senses: [Sense(definition: "alto")]),
                    ])
            ])
    }

    @Test func `a table inside an etymology holds for its entries`() throws {
        let shape = HeadingShape.wrapped
        let entry = "<dl><dt>1</dt><dd>Sonido.</dd></dl>"
        let entries = try spanish(
            shape.heading(3, "x", "Etimología 1") + Self.table + shape.heading(4, "y", "Verbo transitivo") + entry
                + shape.heading(3, "z", "Etimología 2") + Self.table.replacing("[a] o [b]", with: "[c]")
                + shape.heading(4, "w", "Adjetivo") + entry)
        #expect(entries.map { $0.pronunciations.map(\.text) } == [["a", "b"], ["c"]])
        #expect(entries.map(\.partOfSpeech) == [.verb, .adjective])
    }
}
