import Lexicon
import Providers
import TestSupport
import Testing

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
