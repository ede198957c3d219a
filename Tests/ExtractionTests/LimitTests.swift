import Lexicon
import Testing

@testable import Extraction

/// A manifest's rules for each extractor and layout, and pages in their mark-up.
private enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case orderedList, captionedBlocks, definitionList, selectors, json

    var testDescription: String { rawValue }

    var rules: String {
        switch self {
        case .orderedList:
            """
            extract:
              wiktionary:
                {layout: ordered-list, section: Ours, parts_of_speech: {Noun: noun}, headword: b,
                 pronunciations: {headings: [Sound], select: .ipa}, synonyms: {headings: [Same]},
                 examples: {items: "> ul > li"}}
            """
        case .captionedBlocks:
            """
            extract:
              wiktionary:
                {layout: captioned-blocks, section: Ours, parts_of_speech: {Noun: noun},
                 captions: {senses: s, examples: e, synonyms: y}, pronunciations: {select: .ipa}}
            """
        case .definitionList:
            """
            extract:
              wiktionary:
                {layout: definition-list, section: Ours, parts_of_speech: {Noun: noun}, notes: {synonyms: [Same]},
                 pronunciations: {rows: tr, label: IPA}}
            """
        case .selectors:
            """
            extract:
              selectors:
                {entry: article, headword: h1, sense: .sense, definition: p, examples: q, synonyms: .same,
                 pronunciations: [{select: .ipa}]}
            """
        case .json:
            """
            extract:
              json: {entries: entries, senses: senses, definition: text, examples: examples, synonyms: same}
            """
        }
    }

    /// A page of so many entries, each with as many senses and each of those with as many texts.
    func page(entries: Int, senses: Int = 1, texts: Int = 0) -> String {
        switch self {
        case .orderedList:
            let sense = "<li>Sense.<ul>\(text("<li>Example.</li>", texts))</ul></li>"
            return wiktionary(text("<h3>Noun</h3><p><b>word</b></p><ol>\(text(sense, senses))</ol>", entries))
        case .captionedBlocks:
            let examples = text("<dd>[1] Example.</dd>", texts * senses)
            return wiktionary(
                text(
                    """
                    <h3>Noun</h3><p title=s>S</p><dl>\(text("<dd>[1] Sense.</dd>", senses))</dl>
                    <p title=e>E</p><dl>\(examples)</dl>
                    """, entries))
        case .definitionList:
            let sense = "<dt>1</dt><dd>Sense.<ul>\(text("<li><b>Same:</b> term</li>", texts))</ul></dd>"
            return wiktionary(text("<h3>Noun</h3><dl>\(text(sense, senses))</dl>", entries))
        case .selectors:
            let sense = "<div class=sense><p>Sense.</p>\(text("<q>Example.</q>", texts))</div>"
            return "<h1>word</h1>" + text("<article>\(text(sense, senses))</article>", entries)
        case .json:
            let examples = repeatElement("\"Example.\"", count: texts).joined(separator: ",")
            let sense = "{\"text\": \"Sense.\", \"examples\": [\(examples)]}"
            let one = repeatElement(sense, count: senses).joined(separator: ",")
            // Entries that are the same are one.
            let all = (0..<entries).map { "{\"senses\": [\(one), {\"text\": \"\($0)\"}]}" }
            return "{\"entries\": [\(all.joined(separator: ","))]}"
        }
    }

    private func text(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

    private func wiktionary(_ section: String) -> String {
        "<div class=mw-heading><h2 id=x>Ours</h2></div>\(section)"
    }
}

@Suite struct Limits {
    private func read(_ kind: Kind, _ page: String, _ limits: ReadingLimits = ReadingLimits()) throws -> Verdict {
        try PageRules(yaml: kind.rules).judge(page, word: "word", limits: limits)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `a page of more entries than any article has is changed mark-up`(kind: Kind) throws {
        let verdict = try read(kind, kind.page(entries: 5), ReadingLimits(entries: 4))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation == "Site: The page has more than 4 entries, the most that are read.")
        #expect(try read(kind, kind.page(entries: 4), ReadingLimits(entries: 4)).outcome == .found)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `a page of more senses than any article has is changed mark-up`(kind: Kind) throws {
        let verdict = try read(kind, kind.page(entries: 2, senses: 5), ReadingLimits(senses: 9))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 9 senses") == true)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `a page of more texts than any article has is changed mark-up`(kind: Kind) throws {
        let verdict = try read(kind, kind.page(entries: 1, senses: 2, texts: 5), ReadingLimits(texts: 9))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 9 examples") == true)
    }

    @Test(.timeLimit(.minutes(10))) func `headings without an end are looked through once, of whatever level`() throws {
        let rules = """
            extract:
              wiktionary: {layout: ordered-list, section: {name: Ours, level: 1}, parts_of_speech: {Noun: noun}}
            """
        // Each read to the end of the page, these would be a hundred thousand million steps.
        let page = String(repeating: "<h1 ", count: 300_000)
        let limits = ReadingLimits(cpuTime: .seconds(3_600))
        let verdict = try PageRules(yaml: rules).judge(page, word: "word", limits: limits)
        #expect(verdict.outcome == .markupChanged)
    }

    @Test(.timeLimit(.minutes(10)), arguments: Kind.allCases, ["\u{301}\u{323}", "\u{1F1E6}", "\u{200D}\u{FE0F}"])
    fileprivate func `a heap of marks on one letter is read in no time`(kind: Kind, mark: String) throws {
        // To compare or to fold it whole would take the square of its length.
        let heap = "a" + String(repeating: mark, count: 100_000)
        // Put in at last: to look for anything behind it would take as long.
        let page = kind.page(entries: 2, senses: 2, texts: 2)
            .replacing("Sense.", with: "@").replacing("Example.", with: "@").replacing("term", with: "@")
            .split(separator: "@", omittingEmptySubsequences: false).joined(separator: heap)
        #expect(try read(kind, page, ReadingLimits(cpuTime: .seconds(3_600))).outcome == .found)
    }

    @Test(.timeLimit(.minutes(10))) func `many pronunciations in one item are for the senses that it names, read once`()
        throws
    {
        // Read anew for each, the item would be a thousand million characters.
        let marks = String(repeating: "<span class=ipa>x</span>, ", count: 20_000)
        let page = Kind.captionedBlocks.page(entries: 1)
            .replacing("<p title=s>", with: "<p title=p>P</p><dl><dd>[1] \(marks)</dd></dl><p title=s>")
        let rules = Kind.captionedBlocks.rules.replacing("captions: {", with: "captions: {pronunciations: p, ")
        let limits = ReadingLimits(cpuTime: .seconds(3_600))
        let verdict = try PageRules(yaml: rules).judge(page, word: "word", limits: limits)
        #expect(verdict.entries.map(\.pronunciations) == [[Pronunciation(text: "x")]])
    }

    @Test(.timeLimit(.minutes(10))) func `lists that go on with the last sense are moved once each`() throws {
        let rules = """
            extract:
              wiktionary:
                {layout: ordered-list, section: Ours, parts_of_speech: {Noun: noun}, senses: {go_on: true}}
            """
        let page =
            "<div class=mw-heading><h2 id=x>Ours</h2></div><h3>Noun</h3><ol><li>Sense.</li></ol>"
            + String(repeating: "<ul></ul>", count: 60_000)
        let limits = ReadingLimits(cpuTime: .seconds(3_600))
        #expect(try PageRules(yaml: rules).judge(page, word: "word", limits: limits).outcome == .found)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `a page that takes more time than it may is changed mark-up`(kind: Kind) throws {
        let verdict = try read(kind, kind.page(entries: 1), ReadingLimits(cpuTime: .zero))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("CPU time") == true)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `a page of more elements than any page has is changed mark-up`(kind: Kind) throws {
        let verdict = try read(kind, kind.page(entries: 5), ReadingLimits(nodes: 10))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 10 elements") == true)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `entries of more text than can be written are changed mark-up`(kind: Kind) throws {
        let page = kind.page(entries: 5, senses: 3, texts: 2)
        #expect(try read(kind, page, ReadingLimits()).outcome == .found)
        let verdict = try read(kind, page, ReadingLimits(entryBytes: 50))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 50 bytes in its entries") == true)
    }

    @Test(arguments: [Kind.orderedList, .captionedBlocks, .definitionList, .selectors])
    fileprivate func `a page whose texts are read again and again is changed mark-up`(kind: Kind) throws {
        let verdict = try read(kind, kind.page(entries: 5, senses: 3, texts: 2), ReadingLimits(readBytes: 50))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 50 bytes of text to read") == true)
    }

    @Test(arguments: Kind.allCases)
    fileprivate func `a text longer than any definition is changed mark-up`(kind: Kind) throws {
        let page = kind.page(entries: 2, senses: 2).replacing("Sense.", with: String(repeating: "x ", count: 30) + "x")
        #expect(try read(kind, page, ReadingLimits(textBytes: 65)).outcome == .found)
        let verdict = try read(kind, page, ReadingLimits(textBytes: 60))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 60 bytes in one text") == true)
    }

    @Test(arguments: [
        (Kind.orderedList, "headword: b,", "headword: b, senses: {@},"),
        (.orderedList, #"items: "> ul > li""#, #"items: "> ul > li", @"#),
        (.captionedBlocks, "captions: {", "examples: {@}, captions: {"),
        (.selectors, "definition: p", "definition: {select: p, @}"),
        (.selectors, "examples: q", "examples: {select: q, @}"),
        (.json, "definition: text", "definition: {path: text, @}"),
    ])
    fileprivate func `a text that edits make longer than any definition is changed mark-up`(
        kind: Kind, old: String, new: String
    ) throws {
        let page = kind.page(entries: 2, texts: 2)
        func read(_ replacement: String) throws -> Verdict {
            let edit = "replace: {e: \(replacement)}"
            let rules = kind.rules.replacing(old, with: new.replacing("@", with: edit))
            return try PageRules(yaml: rules).judge(page, word: "word", limits: ReadingLimits(textBytes: 70))
        }
        #expect(try read("some").outcome == .found)
        let verdict = try read(String(repeating: "x", count: 70))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 70 bytes in one text") == true)
    }

    @Test(arguments: ["xpath:.//q[count(following::q/preceding::q) > 7]", "q:has(~ q:has(~ i))"])
    func `a selector that takes more steps than it may is named`(selector: String) throws {
        let rules = Kind.selectors.rules.replacing("examples: q", with: "examples: \"\(selector)\"")
        let page = Kind.selectors.page(entries: 1, texts: 4_000)
        let verdict = try PageRules(yaml: rules).judge(
            page, word: "word", limits: ReadingLimits(cpuTime: .seconds(3_600)))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("The selector “\(selector)” takes more than") == true)
    }

    @Test func `a page that is given up is none without the word, for all that it lacks`() throws {
        let rules = Kind.selectors.rules + "\nnot_found: [{says: nothing, missing: h1}, {status: 200, missing: h1}]"
        let page = Kind.selectors.page(entries: 1)
        #expect(try PageRules(yaml: rules).judge(page, word: "word").outcome == .found)
        let verdict = try PageRules(yaml: rules).judge(page, word: "word", limits: ReadingLimits(readBytes: 5))
        #expect(verdict.outcome == .markupChanged)
        #expect(try PageRules(yaml: rules).judge("<p>", word: "word").outcome == .notFound)
    }

    @Test func `a mark is looked for in a text of any length`() throws {
        let rules = Kind.selectors.rules + "\nnot_found: [{says: nothing at all}]"
        let page = "<p>" + String(repeating: "x ", count: 100_000) + "nothing <i>at</i> all"
        #expect(try PageRules(yaml: rules).judge(page, word: "word").outcome == .notFound)
    }

    @Test func `the time is looked at every few texts, which patterns may go over again and again`() {
        let budget = ReadingBudget(ReadingLimits(cpuTime: .zero))
        #expect((0..<4).contains { _ in !budget.mayRead(.text(bytes: 1)) })
    }

    /// One expression, which would read a thousand million bytes.
    @Test func `an expression that reads a long text for each element is changed mark-up`() throws {
        let rules = Kind.selectors.rules.replacing(
            "examples: q", with: "examples: \"xpath:descendant::q[starts-with(normalize-space(preceding::i[1]), 'x')]\""
        )
        let long = "<i>\(String(repeating: "x y ", count: 25_000))</i>"
        let page = Kind.selectors.page(entries: 1, texts: 10_000).replacing("<h1>", with: "\(long)<h1>")
        let limits = ReadingLimits(cpuTime: .seconds(3_600))
        let verdict = try PageRules(yaml: rules).judge(page, word: "word", limits: limits)
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("bytes of text to read") == true)
    }

    /// Read anew for each, the texts would be a hundred thousand million characters.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            ("<span class=ipa>", "</span>"), ("<ul><li>", "</ul>"), ("<i title='a b. c d.'>", "</i>"),
            ("<ol><li>", "</ol>"),
        ])
    func `texts in one another are read for no longer than a page may take`(start: String, end: String) throws {
        let nested = String(repeating: start, count: 400) + String(repeating: "x y. ", count: 400_000)
        let html =
            "<div class=mw-heading><h2 id=x>Ours</h2></div><h3>Sound</h3><ul><li>\(nested)"
            + String(repeating: end, count: 400)
            + "</ul><h3>Noun</h3><p><b>word</b></p><ol><li>Sense.<ul><li>\(nested)</ol><h4>Same</h4><ul><li>\(nested)</ul>"
        let limits = ReadingLimits(cpuTime: .milliseconds(200))
        let verdict = try read(.orderedList, html, limits)
        #expect(verdict.outcome == .markupChanged)
    }

    @Test(.timeLimit(.minutes(10)), arguments: [",", "/"])
    func `a list of more terms than any page has is changed mark-up`(mark: String) throws {
        let list = "<p class=same>" + String(repeating: "x\(mark)", count: 400_000) + "x</p>"
        let page = Kind.selectors.page(entries: 1).replacing("</article>", with: "\(list)</article>")
        let verdict = try read(.selectors, page, ReadingLimits(cpuTime: .seconds(3_600), textBytes: .max))
        #expect(verdict.explanation?.contains("more than 50000 examples, synonyms and other texts") == true)
    }

    @Test func `a headword that no word can be is no reason to fold it for each entry`() throws {
        let page = "<h1>word, \(String(repeating: "é", count: 200_000))</h1>\(Kind.selectors.page(entries: 900))"
        let rules = Kind.selectors.rules + "\naccept_headword: same-letters"
        _ = try PageRules(yaml: rules).judge(page, word: "word", limits: ReadingLimits(cpuTime: .seconds(3_600)))
    }

    @Test(arguments: [
        "[\(String(repeating: "0,", count: 2_500_000))0]", "{\"entries\": [[[[1, {}], 2], [], null]], \"x\": 1}",
    ])
    func `values of JSON are counted wherever they stand, and no more are kept than may be`(page: String) throws {
        let verdict = try read(.json, page, ReadingLimits(nodes: 9))
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation == "Site: The page has more than 9 elements, the most that are read.")
    }

    @Test(arguments: [
        (Kind.orderedList, "<h3>Noun</h3><ol>", "<li>Sense.<ol>"),
        (.captionedBlocks, "<h3>Noun</h3><p title=s>S</p><dl>", "<dd>Sense.<dl>"),
        (.definitionList, "<h3>Noun</h3><dl>", "<dt>1</dt><dd>Sense.<dl>"),
        (.selectors, "<h1>word</h1><article>", "<div class=sense><p>Sense.</p>"),
    ])
    fileprivate func `senses that go deeper than any article's are changed mark-up`(
        kind: Kind, start: String, level: String
    ) throws {
        func page(_ depth: Int) -> String {
            "<div class=mw-heading><h2 id=x>Ours</h2></div>\(start)\(String(repeating: level, count: depth))"
        }
        let limits = ReadingLimits(depth: 4)
        #expect(try read(kind, page(4), limits).outcome == .found)
        let verdict = try read(kind, page(5), limits)
        #expect(verdict.outcome == .markupChanged)
        #expect(verdict.explanation?.contains("more than 4 levels of senses") == true)
    }

    /// With a search for each entry among all others this takes minutes.
    @Test(.timeLimit(.minutes(10)), arguments: Kind.allCases)
    fileprivate func `thousands of entries are read one after the other`(kind: Kind) throws {
        let limits = ReadingLimits(cpuTime: .seconds(3_600), entries: .max, senses: .max, texts: .max)
        let verdict = try read(kind, kind.page(entries: 4_000), limits)
        #expect(verdict.entries.count == 4_000)
        let long = try read(kind, kind.page(entries: 1, senses: 8_000), limits)
        #expect((long.entries.first?.senses.count ?? 0) >= 8_000)
    }
}
