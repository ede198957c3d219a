import Lexicon
import Providers
import TestSupport
import Testing

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
