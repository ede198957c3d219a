import Extraction
import Lexicon
import Testing

@Suite struct `Pronunciations of an ordered list` {
    private func spoken(_ settings: String, _ section: String) throws -> [[String]] {
        try Edition.entries("ordered-list", "headword: b, pronunciations: {\(settings)}", section).map {
            $0.pronunciations.map(\.text)
        }
    }

    private static let noun = "<h3>Noun</h3><p><b>word</b></p><ol><li>A.</li></ol>"
    private static let verb = "<h3>Verb</h3><p><b>word</b></p><ol><li>B.</li></ol>"

    private func sound(_ text: String, level: Int = 3) -> String {
        "<h\(level)>Sound</h\(level)><p><i class=ipa>\(text)</i></p>"
    }

    @Test func `stand in the headword's paragraph where no heading is named`() throws {
        let section = """
            <h3>Noun</h3><p><i class=ipa>/not/</i></p><p><b>word</b> <i class=ipa>/a/</i></p><ol><li>A.</li></ol>
            """
        #expect(try spoken("select: .ipa", section) == [["a"]])
        #expect(try spoken("select: .ipa, place: entry", section) == [["not", "a"]])
    }

    @Test func `under a heading hold for the entries behind it, or before it where the manifest says so`() throws {
        let section = sound("/a/") + Self.noun + sound("/b/") + Self.verb
        #expect(try spoken("select: .ipa, headings: [Sound]", section) == [["a"], ["b"]])
        let behind = Self.noun + sound("/a/") + Self.verb + sound("/b/")
        #expect(try spoken("select: .ipa, headings: [Sound], behind_entries: true", behind) == [["a"], ["b"]])
    }

    @Test func `come from the nearest heading around the entry`() throws {
        let section =
            sound("/a/") + "<h3>One</h3>" + sound("/b/", level: 4) + Self.noun.replacing("h3", with: "h4")
            + "<h3>Two</h3>" + Self.verb.replacing("h3", with: "h4")
        #expect(try spoken("select: .ipa, headings: [Sound]", section) == [["b"], ["a"]])
    }

    @Test func `may be told for each country under headings of its own`() throws {
        let section = "<h3>Sound</h3><h4>North</h4><p><i class=ipa>/a/</i></p><h4>South</h4><p><i class=ipa>/b/</i></p>"
        #expect(try spoken("select: .ipa, headings: [Sound]", section + Self.noun) == [["a", "b"]])
    }

    @Test func `are read off lines that begin as they should, and only off what is enclosed there`() throws {
        let section = """
            <h3>Sound</h3><ul><li>IPA: /a/, [b]</li><li>Rhymes: /c/</li><li>IPA: <i class=ipa>d</i> /not/</li><li>IPA: e</li></ul>
            """
        #expect(try spoken("lines: IPA, headings: [Sound]", section + Self.noun) == [["a", "b", "not"]])
        #expect(try spoken("lines: IPA, select: .ipa, headings: [Sound]", section + Self.noun) == [["a", "b", "d"]])
    }

    @Test func `that a note gives to a part of speech are that one's alone, with words that join notes`() throws {
        let section = """
            <h3>Sound</h3><ul><li><i class=note>noun and verb</i> <i class=ipa>/a/</i></li>
            <li><i class=note>verb</i> <i class=ipa>/b/</i></li><li><i class=note>rare</i> <i class=ipa>/c/</i></li></ul>
            """
        let settings = "select: .ipa, headings: [Sound], qualifiers: .note}, joining_words: [and], senses: {"
        #expect(try spoken(settings, section + Self.noun + Self.verb) == [["a", "c"], ["a", "b", "c"]])
    }

    @Test func `are edited, are no endings, and each stands once`() throws {
        let section = sound("/a./ or [a.], /-b/ (old)")
        #expect(
            try spoken("select: .ipa, headings: [Sound], remove: [\"\\\\.\", \"\\\\(.*\\\\)\"]", section + Self.noun)
                == [["a"]])
    }
}

@Suite struct `Sections of an edition` {
    private func outcome(_ page: String, _ section: String = "Ours", more: String = "") throws -> Verdict {
        let rules =
            "extract: {wiktionary: {layout: ordered-list, section: \(section), parts_of_speech: {Noun: noun}\(more)}}"
        return try PageRules(yaml: rules).judge(page, word: "word")
    }

    private static let noun = "<h3>Noun</h3><ol><li>A.</li></ol>"

    @Test(arguments: [
        ("Ours", true), ("word (Ours)", true), ("Theirs / Ours", true), ("Ours, Theirs", false), ("Old Ours", false),
        ("ours", false), ("Ours<sup>1</sup>", true), ("(Ours)", false), ("Ou&#114;s", true),
        ("<span>Ours</span><span class=mw-editsection>[edit]</span>", true),
    ])
    func `are headed by the language's name, alone, in brackets or between strokes`(heading: String, isFound: Bool)
        throws
    {
        #expect(try outcome(Edition.page(Self.noun, heading: heading)).outcome == (isFound ? .found : .notFound))
    }

    @Test func `may be headed by any of several names, at another level, or by elements that are no headings`() throws {
        let page = Edition.page(Self.noun.replacing("h3", with: "h2"), heading: "Us", level: 1)
        #expect(try outcome(page, "{name: [Ours, Us], level: 1}").outcome == .found)
        let marked = "<p class=lang>Theirs</p><h3>Noun</h3><ol><li>No.</li></ol><p class=lang>Ours</p>\(Self.noun)"
        #expect(
            try outcome(marked, "{name: Ours, select: .lang}").entries.flatMap(\.senses).map(\.definition) == ["A."])
        #expect(try outcome(marked, "{name: Others, select: .lang}").outcome == .notFound)
    }

    @Test func `end with the next language's, however that is wrapped`() throws {
        let other = Edition.page("<h3>Noun</h3><ol><li>No.</li></ol>", heading: "Theirs")
        for page in [
            Edition.page(Self.noun) + other, "<div><section>\(Edition.page(Self.noun))</section></div>" + other,
        ] {
            #expect(try outcome(page).entries.flatMap(\.senses).map(\.definition) == ["A."])
        }
    }

    @Test func `are read without the parts that nobody reads, and what they leave open harms no other`() throws {
        let unread =
            "<h3>Further<span class=mw-editsection>[edit]</span></h3><table><tr><td><ol><li><b>x<h4>Noun</h4><ol><li>B.</li></ol>"
        let page = Edition.page(unread + Self.noun)
        let skipped = try outcome(page, more: ", skip_headings: [Further]")
        #expect(skipped.entries.map { $0.senses.map(\.definition) } == [["B."], ["A."]])
    }

    @Test func `have headings that are no headings of HTML where the manifest says which`() throws {
        let page = Edition.page("<p class=kind>Noun</p><ol><li>A.</li></ol><p>Noun</p>")
        #expect(try outcome(page).outcome == .markupChanged)
        #expect(try outcome(page, more: ", headings: p.kind").entries.map(\.partOfSpeech) == [.noun])
    }

    @Test func `have entries under unknown headings where a mark shows them`() throws {
        let page = Edition.page(
            "<h3>Particle 3</h3><p><b class=entry>word</b></p><ol><li>A.</li></ol><h3>Origin</h3><ol><li>B.</li></ol>")
        #expect(try outcome(page).outcome == .markupChanged)
        let entries = try outcome(page, more: ", entry_marks: .entry").entries
        #expect(entries.map(\.partOfSpeechLabel) == ["Particle"])
        #expect(entries.map(\.partOfSpeech) == [nil])
        let unnamed = try outcome(page, more: ", entry_marks: .entry, unnamed_headings: Particle").entries
        #expect(unnamed.map(\.partOfSpeechLabel) == [nil])
    }

    @Test(arguments: [
        "<h3 class=entry>Particle</h3><p>word</p>", "<h3>Particle</h3><p class=entry>word</p>",
        "<h3><i class=entry>Particle</i></h3><p>word</p>",
    ])
    func `have marks of entries on the heading, or on what stands under it`(begin: String) throws {
        let entries = try outcome(Edition.page(begin + "<ol><li>A.</li></ol>"), more: ", entry_marks: .entry").entries
        #expect(entries.map(\.partOfSpeechLabel) == ["Particle"])
    }

    @Test(arguments: ["Ours 2", "Ours <sup>2</sup>", "Ours<sup>1</sup>", "Ours", "word (Ours) 1"])
    func `of a language may be numbered`(heading: String) throws {
        let page = Edition.page(Self.noun, heading: "Theirs") + Edition.page(Self.noun, heading: heading)
        #expect(try outcome(page).outcome == .found)
    }
}
