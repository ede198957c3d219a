import Extraction
import Lexicon
import Testing

@Suite struct `Captioned blocks` {
    private static let captions =
        "captions: {senses: s, examples: e, synonyms: y, antonyms: a, pronunciations: p, inflection: i}"

    private func entries(_ settings: String, _ blocks: String, heading: String = "<h3>Noun</h3>") throws -> [Entry] {
        try Edition.entries("captioned-blocks", "\(Self.captions), \(settings)", heading + blocks)
    }

    private func block(_ title: String, _ items: String...) -> String {
        "<p title=\(title)>\(title.uppercased())</p><dl>\(items.map { "<dd>\($0)</dd>" }.joined())</dl>"
    }

    @Test func `are joined by the marks in front of their items`() throws {
        let blocks =
            block("s", "[1] A.", "[2] B.<dl><dd>[a] C.</dd><dd>[b] D.</dd></dl>", "E.")
            + block("e", "[2b] For D.", "For D too.", "[1–2a] For A.", "[7] For none.")
            + block("y", "[1, 2] x", "[2] y, x", "z") + block("a", "[2a, b] v", "—")
        let entry = try #require(try entries("", blocks).first)
        #expect(entry.senses.map(\.definition) == ["A.", "B.", "E."])
        #expect(entry.senses[1].senses.map(\.definition) == ["C.", "D."])
        #expect(entry.senses[1].senses.map(\.examples) == [[], ["For D.", "For D too."]])
        // A mark that names no sense names the first.
        #expect(entry.senses[0].examples == ["For A.", "For none."])
        #expect(entry.senses.map(\.synonyms) == [["x"], ["x", "y"], []])
        #expect(entry.synonyms == ["z"])
        #expect(entry.senses[1].senses.map(\.antonyms) == [["v"], ["v"]])
    }

    @Test func `have labels as the manifest marks them, or else in italics before a colon`() throws {
        let plain = block(
            "s", "[1] <i>Law</i>, <i>old:</i> A.", "[2] <i>B</i> C.", "[3] <i>Sea, land</i>: <i>D:</i> E.")
        #expect(
            try entries("", plain).flatMap(\.senses) == [
                Sense(definition: "A.", labels: ["Law", "old"]), Sense(definition: "B C."),
                Sense(definition: "E.", labels: ["Sea", "land", "D"]),
            ])
        let marked = block(
            "s", "[1] <em>(law)</em> A.", "[2] <b class=x>old, rare</b> <i>B:</i> C.", "<b class=x>D</b> E.")
        #expect(
            try entries("labels: em, bare_labels: b.x", marked).flatMap(\.senses) == [
                Sense(definition: "A.", labels: ["law"]), Sense(definition: "B: C.", labels: ["old", "rare"]),
                Sense(definition: "E.", labels: ["D"]),
            ])
    }

    @Test func `may be one for all entries, which begin with a text among the senses`() throws {
        let blocks = """
            <dl><dt><b title=s>S</b></dt></dl><p class=kind>Noun, old <u>words</u></p><dl><dd>(1.1) A.</dd><dd>(1.2) B.</dd></dl>
            <div><p class=kind>Verb</p></div><dl><dd>(2.1) C.</dd></dl><dl><dt><b title=e>E</b></dt><dd>(2.1) Do.</dd></dl>
            """
        let settings = "part_of_speech: {select: .kind, headword: u}, marks: [\"(1.1)\"]"
        let entries = try Edition.entries(
            "captioned-blocks", "captions: {select: \"b[title]\", senses: s, examples: e}, \(settings)", blocks)
        #expect(entries.map(\.headword) == ["words", "word"])
        #expect(entries.map(\.partOfSpeech) == [.noun, .verb])
        #expect(entries.map { $0.senses.map(\.definition) } == [["A.", "B."], ["C."]])
        #expect(entries.map { $0.senses.flatMap(\.examples) } == [[], ["Do."]])
    }

    @Test func `name what they are for in the attribute that the manifest says`() throws {
        let blocks = "<h4 data-for=s>S</h4>".replacing("h4", with: "p") + "<dl><dd>[1] A.</dd></dl>"
        let settings = "captions: {select: \"p[data-for]\", attribute: data-for, senses: s}"
        let entries = try Edition.entries("captioned-blocks", settings, "<h3>Noun</h3>" + blocks)
        #expect(entries.flatMap(\.senses).map(\.definition) == ["A."])
    }

    @Test func `of an inflected form have what it is a form of, and of what kind that is`() throws {
        let blocks = block("i", "Plural of the verb <i>words</i>", "TODO: more")
        let settings = "inflected_parts_of_speech: {verb: verb}, placeholders: TODO"
        let entries = try entries(settings, blocks, heading: "<h3>Form</h3>".replacing("Form", with: "Noun"))
        #expect(entries.map(\.partOfSpeech) == [.verb])
        #expect(entries.flatMap(\.senses).map(\.definition) == ["Plural of the verb words"])
    }

    @Test func `have pronunciations for all senses, for some, and for groups of them`() throws {
        let blocks = """
            <p title=s>S</p><p class=kind>Noun</p><dl><dd>(1.1) A.</dd></dl><p class=kind>Verb</p><dl><dd>(2.1) B.</dd></dl>
            <p title=p>P</p><dl><dd>IPA: <i>/x/</i></dd><dd>IPA:<dl><dd>(1) <i>[y]</i></dd><dd>(2.1) <i>/z/, /x/</i></dd></dl></dd>
            <dd>Rhymes: <i>/not/</i></dd><dd>IPA: <i>-not</i></dd></dl>
            """
        let settings = "part_of_speech: {select: .kind}, marks: [\"(1.1)\"], pronunciations: {line: IPA, select: i}"
        let entries = try entries(settings, blocks, heading: "")
        #expect(entries.map { $0.pronunciations.map(\.text) } == [["x", "y"], ["x", "z"]])
    }

    @Test func `are none under a heading without any, but for one that says why`() throws {
        #expect(try entries("", "<dl><dd>[1] A.</dd></dl>").isEmpty)
        let settings = "without_senses: [still to be written]"
        let said = try entries(settings, "<p>Its meaning is still to be written.</p>")
        #expect(said.map(\.partOfSpeech) == [.noun] && said.flatMap(\.senses).isEmpty)
        #expect(try entries(settings, "<p>Its meaning.</p>").isEmpty)
        #expect(try entries("", "<div class=noprint>See elsewhere.</div>").count == 1)
    }
}

@Suite struct `Definition lists` {
    private func entries(_ section: String) throws -> [Entry] {
        try Edition.entries(
            "definition-list",
            "notes: {examples: Example, synonyms: [Same, Also], antonyms: Not}, pronunciations: {rows: tr, label: (IPA)}, "
                + "placeholders: TODO, not_terms: see", section)
    }

    private func senses(_ list: String) throws -> [Sense] { try entries("<h3>Noun</h3>\(list)").flatMap(\.senses) }

    @Test func `have numbers and labels in their terms`() throws {
        let list =
            "<dl><dt>1 Old, Law</dt><dd>A.</dd><dt>b Sea</dt><dd>B.</dd><dt>Land</dt><dd>C.</dd><dt>2.1</dt><dd>D.</dd></dl>"
        #expect(try senses(list).map(\.labels) == [["Old", "Law"], ["Sea"], ["Land"], []])
    }

    @Test func `go on with the sense of the last term, and nest`() throws {
        let list = """
            <dl><dt>1</dt><dd>A</dd><dd>and more.<dl><dt>a</dt><dd>B.</dd></dl></dd><dt>2</dt><dd>TODO</dd>
            <dt>3</dt><dd><dl><dt>a</dt><dd>C.</dd></dl></dd><dt>4</dt><dd></dd></dl>
            """
        #expect(
            try senses(list) == [
                Sense(definition: "A and more.", senses: [Sense(definition: "B.")]),
                Sense(definition: "", senses: [Sense(definition: "C.")]),
            ])
    }

    @Test func `have notes in a definition or behind it, by the word in bold`() throws {
        let list = """
            <ul><li><b>Same:</b> lost</li></ul>
            <dl><dt>1</dt><dd>A.<ul><li><b>Same:</b> a, b</li><li><b>Example:</b> An A.</li><li><b>Use:</b> rare</li></ul></dd></dl>
            <ul><li><b>Also</b>: b; c, see d</li><li><b>Not</b>: e</li><li>No bold: f</li><li><b>Not:</b> TODO</li></ul>
            <dl><dt>2</dt><dd>B.</dd></dl><ul><li><b>Not</b>: g</li></ul>
            """
        #expect(
            try senses(list) == [
                Sense(definition: "A.", examples: ["An A."], synonyms: ["a", "b", "c"], antonyms: ["e"]),
                Sense(definition: "B.", antonyms: ["g"]),
            ])
    }

    @Test
    func `have pronunciations in a table of their own heading, or of the nearest around it, or of the last before`()
        throws
    {
        func table(_ text: String) -> String {
            "<table><tr><td>Sound (IPA)</td><td>\(text)</td></tr><tr><td>Rhyme</td><td>/-o/</td></tr></table>"
        }
        func noun(_ level: Int, _ table: String = "") -> String {
            "<h\(level)>Noun</h\(level)>\(table)<dl><dt>1</dt><dd>A.</dd></dl>"
        }
        let section =
            "<h3>One</h3>" + table("/a/, [b]") + noun(4) + noun(4, table("/c/")) + "<h3>Two</h3>" + noun(4)
            + "<h3>Three</h3>"
            + table("/d/") + noun(4)
        #expect(try entries(section).map { $0.pronunciations.map(\.text) } == [["a", "b"], ["c"], ["c"], ["d"]])
    }
}
