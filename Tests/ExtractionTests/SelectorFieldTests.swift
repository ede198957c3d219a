import Extraction
import Lexicon
import Testing

@Suite struct `Settings of selectors` {
    /// - Parameter settings: Keys of `selectors`, each on a line.
    private func entries(_ settings: String, _ body: String) throws -> [Entry] {
        let lines = settings.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        return try PageRules(yaml: "extract:\n  selectors:\n\(lines)").judge(body, word: "mot").entries
    }

    @Test func `find entries and senses that are runs of siblings`() throws {
        let body = """
            <main><h2>mot</h2><p class=n>1</p><p>A.</p><q>Ex.</q><p class=n>2</p><p>B.</p><hr><p class=n>no</p>
            <h2>mots</h2><p class=n>1</p><p>C.</p></main>
            """
        let settings = """
            entry: {starts: h2, ends: hr}
            sense: {starts: p.n}
            headword: h2
            definition: "p:not(.n)"
            examples: q
            """
        let found = try entries(settings, body)
        #expect(found.map(\.headword) == ["mot", "mots"])
        #expect(found.map { $0.senses.map(\.definition) } == [["A.", "B."], ["C."]])
        #expect(found.first?.senses.map(\.examples) == [["Ex."], []])
    }

    @Test func `have the word that was asked stand for a headword that is nowhere, where it may lack`() throws {
        let body = "<article><h2>mots</h2><li>A.</li></article><article><li>B.</li></article>"
        let settings = "entry: article\nsense: li\nheadword: h2"
        #expect(try entries(settings, body).map(\.headword) == ["mots"])
        #expect(try entries(settings + "\nheadword_may_lack: true", body).map(\.headword) == ["mots", "mot"])
    }

    @Test func `have a part of speech hold for the senses up to the next, or for its own alone`() throws {
        let body = """
            <article><table><tr class=k><td>n.</td></tr><tr class=s><td>A.</td></tr><tr class=s><td>B.</td></tr>
            <tr class=k><td>v.</td></tr><tr class=s><td>C.</td></tr></table></article>
            """
        let settings = """
            entry: article
            sense: tr.s
            parts_of_speech: {n.: noun, v.: verb}
            sense_part_of_speech: {select: tr.k, holds: true}
            """
        let found = try entries(settings, body)
        #expect(found.map(\.partOfSpeech) == [.noun, .verb])
        #expect(found.map { $0.senses.map(\.definition) } == [["A.", "B."], ["C."]])
        let own = try entries(
            settings.replacing("{select: tr.k, holds: true}", with: "i").replacing("tr.s", with: "li"),
            "<article><ol><li><i>n.</i> A.</li><li>B.</li><li><i>n.</i> C.</li></ol></article>")
        #expect(own.map(\.partOfSpeech) == [.noun, nil])
        #expect(own.map(\.senses.count) == [2, 1])
    }

    @Test func `join what names a sense to it, where it stands in the entry`() throws {
        let body = """
            <article><p class=s>1. Thing.</p><p class=s>2. Deed.</p><h4>Uses:</h4><div class=e>[2] Of B.</div><div class=e>Of B too.</div>
            <h4>Sayings</h4><div class=e>[1] No.</div><h4>Uses</h4><div class=e>—</div><div class=e>[1] Of A.</div>
            <div class=y>[1, 2] x and y</div><div class=y>z</div></article>
            """
        let settings = """
            entry: article
            sense: .s
            marks: "1."
            entry_examples: {select: .e, marks: "[1]", after: {select: h4, says: Uses}}
            synonyms: {select: .y, marks: "[1]"}
            term_joining_words: and
            """
        let entry = try #require(try entries(settings, body).first)
        #expect(entry.senses.map(\.definition) == ["Thing.", "Deed."])
        #expect(entry.senses.map(\.examples) == [["Of A."], ["Of B.", "Of B too."]])
        #expect(entry.senses.map(\.synonyms) == [["x", "y"], ["x", "y"]])
        #expect(entry.synonyms == ["z"])
    }

    @Test(arguments: [("false", 0), ("true", 2), ("a.see", 1), ("\"xpath:.//a\"", 1)])
    func `say which entries may do without senses`(lack: String, count: Int) throws {
        let body = "<article><h1>mot</h1><a class=see>x</a></article><article><h1>mot</h1><p>New mark-up.</p></article>"
        let settings = "entry: article\nsense: .none\nheadword: h1\nsenses_may_lack: \(lack)"
        #expect(try entries(settings, body).count == count)
    }

    @Test func `read the senses of phrases where an entry has none of its own`() throws {
        let phrases =
            "<h3>en un mot</h3><li class=p>Bref.</li><li class=p>Vite.</li><h3>gros mot</h3><li class=p>Juron.</li>"
        let settings = "entry: article\nsense: li.s\nphrases: {sense: li.p, heading: h3}"
        let found = try entries(
            settings, "<article>\(phrases)</article><article><li class=s>A.</li>\(phrases)</article>")
        #expect(found.map { $0.senses.map(\.definition) } == [["Bref.", "Vite.", "Juron."], ["A."]])
        #expect(found.first?.senses.map(\.labels) == [["en un mot"], ["en un mot"], ["gros mot"]])
    }

    @Test func `have another text stand in for a definition that is missing`() throws {
        let body =
            "<article><li><b>A.</b><i>no</i></li><li><i>short for a</i></li><li><b>[x]</b><i>B</i></li><li></li></article>"
        let settings = """
            entry: article
            sense: li
            definition: {select: b, remove: "\\\\[.*\\\\]"}
            definition_otherwise: i
            """
        #expect(try entries(settings, body).first?.senses.map(\.definition) == ["A.", "short for a", "B"])
    }

    @Test func `read an attribute, own text, and what is left when a part is stripped or edited`() throws {
        let body = """
            <article data-word="mots"><h1 title="mot">m<sup>2</sup></h1><ol><li>A <b>b</b> c.<ul><li class=x>no</li></ul></li></ol>
            <i class=kind>(nom, masculin)</i></article>
            """
        let settings = """
            entry: article
            sense: ol > li
            headword: {select: h1, attribute: title}
            part_of_speech: {select: .kind, take: "[a-z]+", remove: masculin}
            parts_of_speech: {nom: noun}
            definition: {own_text: true, strip: b, replace: {c: d}}
            labels: {select: b, remove: "[^b]"}
            """
        let entry = try #require(try entries(settings, body).first)
        #expect(entry.headword == "mot")
        #expect(entry.partOfSpeechLabel == "nom" && entry.partOfSpeech == .noun)
        #expect(entry.senses == [Sense(definition: "A d.", labels: ["b"])])
        let missing = try entries(settings, body.replacing("title=\"mot\"", with: ""))
        #expect(missing.map(\.headword) == ["m2"])
    }

    @Test func `take what is enclosed for a pronunciation, or the whole of it`() throws {
        let body = "<article><b>mo: /mo/ or [mɔ] (old)</b><i>[mo·t]</i><u>//</u><p>A.</p></article>"
        func spoken(_ field: String) throws -> [Pronunciation] {
            try entries("entry: article\nsense: p\npronunciations: [\(field)]", body).first?.pronunciations ?? []
        }
        #expect(try spoken("{select: b, enclosed: true}").map(\.text) == ["mo", "mɔ"])
        #expect(try spoken("{select: b}").map(\.text) == ["mo: /mo/ or [mɔ] (old)"])
        #expect(
            try spoken("{select: \"i, u\", notation: respelling}") == [
                Pronunciation(text: "mo·t", notation: .respelling)
            ])
    }

    @Test func `repeat cells that span rows, so that each row is whole`() throws {
        let body = """
            <article><table class=forms><tr><td rowspan=2>n.</td><td>A.</td></tr><tr><td>B.</td></tr></table></article>
            """
        let settings = "entry: article\nsense: tr\ndefinition: \"td:nth-child(2)\""
        #expect(try entries(settings, body).flatMap(\.senses).map(\.definition) == ["A."])
        #expect(
            try entries(settings + "\nrepeat_cells: table.forms", body).flatMap(\.senses).map(\.definition) == [
                "A.", "B.",
            ])
    }

    @Test func `have an entry in an entry be a part of it`() throws {
        let body = "<article><h1>mot</h1><li>A.</li><article><h1>mots</h1><li>B.</li></article></article>"
        let found = try entries("entry: article\nsense: li\nheadword: h1", body)
        #expect(found.map(\.headword) == ["mot"])
        #expect(found.map { $0.senses.map(\.definition) } == [["A.", "B."]])
    }

    @Test func `join senses that stand twice, with what each place says of them`() throws {
        func article(_ kind: String, _ senses: String) -> String {
            "<article><b>\(kind)</b><ol>\(senses)</ol></article>"
        }
        let body =
            article("", "<li><p>A.</p><q>1</q></li><li><p>B.</p></li>")
            + article("n.", "<li><p>A.</p><q>2</q><q>1</q></li>") + article("", "<li><p>B.</p></li>")
        let settings = """
            entry: article
            sense: li
            definition: p
            examples: q
            part_of_speech: b
            parts_of_speech: {n.: noun}
            senses_stand_once: true
            """
        let found = try entries(settings, body)
        #expect(found.map { $0.senses.map(\.definition) } == [["B."], ["A."]])
        #expect(found.map(\.partOfSpeech) == [nil, .noun])
        #expect(found.last?.senses.first?.examples == ["1", "2"])
    }
}
