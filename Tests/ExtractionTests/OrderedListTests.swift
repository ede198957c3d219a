import Extraction
import Lexicon
import Testing

/// A page of an edition with one section, and the entries that a manifest's settings make of it.
enum Edition {
    /// - Parameter settings: Keys of `wiktionary`, in the form of a flow mapping without its braces.
    static func entries(
        _ layout: String, _ settings: String, _ section: String, parts: String = "{Noun: noun, Verb: verb}"
    ) throws -> [Entry] {
        let rules = "extract: {wiktionary: {layout: \(layout), section: Ours, parts_of_speech: \(parts), \(settings)}}"
        return try PageRules(yaml: rules).judge(page(section), word: "word").entries
    }

    static func page(_ section: String, heading: String = "Ours", level: Int = 2) -> String {
        "<div class=mw-heading><h\(level) id=s>\(heading)</h\(level)></div>\(section)"
    }
}

@Suite struct `Ordered lists of senses` {
    private func senses(_ settings: String, _ list: String) throws -> [Sense] {
        try Edition.entries("ordered-list", settings, "<h3>Noun</h3><p><b>word</b></p>\(list)").flatMap(\.senses)
    }

    @Test func `may stand under headings that name no part of speech, which a text elsewhere names`() throws {
        let section = """
            <h3>Grammar</h3><p>Verb, of the first kind</p><h3>Meaning</h3><ol><li>To do.</li></ol>
            <h3>Grammar</h3><p>Of no kind.</p><p>Noun (old)</p><h3>Meaning</h3><ol><li>A deed.</li></ol>
            """
        let entries = try Edition.entries(
            "ordered-list", "part_of_speech: {headings: [Grammar], select: p}, senses: {headings: [Meaning]}", section)
        #expect(entries.map(\.partOfSpeech) == [.verb, .noun])
        #expect(entries.map(\.partOfSpeechLabel) == ["Verb", "Noun"])
        #expect(entries.map { $0.senses.map(\.definition) } == [["To do."], ["A deed."]])
    }

    @Test func `are an entry for each headline, where the manifest says so`() throws {
        let section = """
            <h3>Noun</h3><p><b>word</b></p><ol><li>A.</li></ol><p>A remark.</p><p><b>Word</b></p><ol><li>B.</li></ol>
            """
        let one = try Edition.entries("ordered-list", "headword: b", section)
        #expect(one.map(\.headword) == ["word"])
        #expect(one.map { $0.senses.map(\.definition) } == [["A.", "B."]])
        let two = try Edition.entries("ordered-list", "headword: b, entry_per_headline: true", section)
        #expect(two.map(\.headword) == ["word", "Word"])
        #expect(two.map { $0.senses.map(\.definition) } == [["A."], ["B."]])
        let marked = try Edition.entries("ordered-list", "headline: p.none, entry_per_headline: true", section)
        #expect(marked.map { $0.senses.count } == [2])
    }

    @Test func `are lists of another kind where a selector names them and a number begins them`() throws {
        let list =
            "<ul><li>No.</li></ul><ul class=s><li>1. Thing.</li><li>2. Deed.</li></ul><ul class=s><li>Nor this.</li></ul>"
        let found = try senses("senses: {lists: ul.s}, marks: 1.", list)
        #expect(found.map(\.definition) == ["Thing.", "Deed."])
        #expect(try senses("senses: {lists: ul.s}", list).map(\.definition) == ["1. Thing.", "2. Deed.", "Nor this."])
    }

    @Test func `have marks in front of their texts taken off, whatever element those stand in`() throws {
        let list = "<ol><li>(1) A (2) b.</li><li><b>(2</b><i>)</i> C.</li><li>(3.1) D.</li><li>(sic) E.</li></ol>"
        #expect(try senses("marks: [\"(1.1)\"]", list).map(\.definition) == ["A (2) b.", "C.", "D.", "(sic) E."])
    }

    @Test func `leave out what is stripped, and have what is left edited`() throws {
        let list = "<ol><li>A <i class=x>not</i> thing.</li><li>TODO</li><li>—</li><li>[note] Old: a thing</li></ol>"
        let settings =
            "senses: {strip: .x, remove: \"\\\\[.*\\\\] \", replace: {\"^Old: \": \"Formerly \"}}, placeholders: TODO"
        #expect(try senses(settings, list).map(\.definition) == ["A thing.", "Formerly a thing"])
    }

    @Test func `go on behind a list that stands between them, with what that says of the last sense`() throws {
        let list = """
            <ol><li>A.</li><li>B.</li></ol><ul><li>An example.</li></ul><ol><li>C.</li></ol><dl><dd>Another.</dd></dl>
            """
        let settings = "examples: {items: \"ul > li, dl > dd\"}, senses: {go_on: true}"
        let found = try senses(settings, list)
        #expect(found.map(\.definition) == ["A.", "B.", "C."])
        #expect(found.map(\.examples) == [[], ["An example."], ["Another."]])
        #expect(try senses("examples: {items: \"ul > li\"}", list).flatMap(\.examples) == [])
    }

    @Test func `have examples of which a part is the text, and another is none`() throws {
        let list = """
            <ol><li>A.<ul><li><i>One <b>a</b>.</i> — by me</li><li>Two.<cite>Me</cite></li><li>-</li>
            <li>TODO: three</li></ul><ol><li>B.<ul><li>Four.</li></ul></li></ol></li></ol>
            """
        let settings =
            "examples: {items: \"> ul > li, ol ul > li\", text: i, strip: cite, remove: \"\\\\.$\"}, placeholders: TODO"
        let sense = try #require(try senses(settings, list).first)
        #expect(sense.examples == ["One a", "Two"])
        #expect(sense.senses.map(\.examples) == [["Four"]])
    }

    @Test func `have bare labels at their head, also where a sense is nothing else`() throws {
        let list =
            "<ol><li><span class=l>old, rare</span> A.</li><li><span class=l>(law)</span></li><li>B <span class=l>c</span>.</li></ol>"
        let found = try senses("bare_labels: .l", list)
        #expect(found.map(\.labels) == [["old", "rare"], ["law"], []])
        #expect(found.map(\.definition) == ["A.", "", "B c."])
    }
}

@Suite struct `Synonyms of an ordered list` {
    private func entry(_ settings: String, _ section: String) throws -> Entry {
        let list =
            "<ol><li>A.<p class=same>a, b</p><ul><li>Same: c</li><li>More: <ul><li>Not: d</li></ul></li></ul></li><li>B.</li></ol>"
        let page = "<h3>Noun</h3><p><b>word</b></p><div><b class=all>u; v</b></div>\(list)\(section)"
        return try #require(try Edition.entries("ordered-list", settings, page).first)
    }

    @Test func `stand on a sense, in lines of it, or on the entry`() throws {
        let found = try entry(
            "senses: {strip: .same}, synonyms: {on_sense: .same, lines: Same, on_entry: .all}, antonyms: {lines: [Not]}",
            "")
        #expect(found.senses.map(\.synonyms) == [["a", "b", "c"], []])
        #expect(found.senses.map(\.antonyms) == [["d"], []])
        #expect(found.synonyms == ["u", "v"])
        #expect(found.senses.map(\.definition) == ["A.", "B."])
    }

    @Test func `stand on the entry in an element of their own, or somewhere in one`() throws {
        let page =
            "<h3>Noun</h3><p class=same>a, b</p><p><i class=same>c</i></p><ol><li>A.</li></ol><div class=same>d</div>"
        let entries = try Edition.entries("ordered-list", "synonyms: {on_entry: .same}", page)
        #expect(entries.map(\.synonyms) == [["a", "b", "c", "d"]])
    }

    @Test func `are for the senses by the order of a list, and those beyond are the entry's`() throws {
        let section = "<h4>Same</h4><ul><li>x<ul><li>deeper</li></ul></li><li>y, z</li><li>w</li></ul>"
        let found = try entry("synonyms: {headings: [Same], in_order: true}", section)
        #expect(found.senses.map(\.synonyms) == [["x"], ["y", "z"]])
        #expect(found.synonyms == ["w"])
    }

    @Test func `are for the senses that their marks name`() throws {
        let section = "<h4>Same</h4><ul><li>To 1: x</li><li>to 1, 2 (here): y or z</li><li>w</li><li>To 9: v</li></ul>"
        let found = try entry(
            "term_joining_words: or, synonyms: {headings: [Same], marks: \"To 1:\"}", section)
        #expect(found.senses.map(\.synonyms) == [["x", "y", "z"], ["y", "z"]])
        #expect(found.synonyms == ["w", "v"])
    }

    @Test func `of a heading beside the entry are the last entry's that has senses`() throws {
        let page = """
            <h3>Verb</h3><p>Kinds:</p><h4>Noun</h4><ol><li>A.</li></ol><h4>Verb</h4><ol><li>B.</li></ol>
            <h3>Same</h3><ul><li>x</li></ul>
            """
        let entries = try Edition.entries("ordered-list", "synonyms: {headings: [Same]}", page)
        #expect(entries.map { $0.senses.map(\.definition) } == [["A."], ["B."]])
        #expect(entries.map(\.synonyms) == [[], ["x"]])
    }
}
