import Extraction
import Testing
import Yams

@Suite struct `A wrong setting` {
    /// What is wrong with a source's rules: one line for each fault.
    private func faults(_ yaml: String) throws -> [String] {
        let mapping = try #require(try Yams.compose(yaml: yaml)?.mapping)
        let notes = ManifestSection.Notes(file: "provider.yaml")
        let section = ManifestSection(mapping, path: "", notes: notes)
        _ = PageRules(section, name: "Site")
        section.finish()
        return notes.faults.map(\.description)
    }

    private static let places = [
        ("extract: {selectors: {sense: p}}", "extract.selectors.entry", "missing, expected a selector"),
        ("extract: {selectors: {entry: [], sense: p}}", "extract.selectors.entry", "expected at least one selector"),
        ("extract: {selectors: {entry: [a, \"xpath://b\"], sense: p}}", "extract.selectors.entry", "stands alone"),
        (
            "extract: {selectors: {entry: {ends: hr}, sense: p}}", "extract.selectors.entry.starts",
            "missing, expected a selector"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, definition: {strip: b}}}", "extract.selectors.definition.select",
            "missing"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, part_of_speech: b}}", "extract.selectors.parts_of_speech",
            "missing, expected the site's names"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, parts_of_speech: {n: nuon}}}",
            "extract.selectors.parts_of_speech.n", "\"nuon\" is no part of speech, expected one of noun"
        ),
        ("extract: {selectors: {entry: a, sense: p, marks: one}}", "extract.selectors.marks", "found \"one\""),
        (
            "extract: {selectors: {entry: a, sense: p, senses_stand_once: \"true\"}}",
            "extract.selectors.senses_stand_once", "expected true or false"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, pronunciations: b}}", "extract.selectors.pronunciations",
            "expected a list of mappings"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, pronunciations: [b]}}", "extract.selectors.pronunciations[0]",
            "expected a mapping"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, pronunciations: [{select: b, notation: ipo}]}}",
            "extract.selectors.pronunciations[0].notation", "found \"ipo\""
        ),
        (
            "extract: {selectors: {entry: a, sense: p, phrases: {sense: b}}}", "extract.selectors.phrases.heading",
            "missing"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, entry_examples: {select: b, after: {select: c}}}}",
            "extract.selectors.entry_examples.after.says", "missing, expected what the caption says"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, definition: {select: b, take: \"(\"}}}",
            "extract.selectors.definition.take", "a pattern was expected"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, not_terms: [see, {}]}}", "extract.selectors.not_terms[1]",
            "expected a text"
        ),
        (
            "extract: {selectors: {entry: a, sense: p, synonims: b}}", "extract.selectors.synonims",
            "unknown key, expected one of"
        ),
        (
            "extract: {json: {senses: s, definition: d}}", "extract.json.entries",
            "missing, expected a key path, such as a.b"
        ),
        ("extract: {json: {entries: e, senses: s}}", "extract.json.definition", "missing"),
        ("extract: {json: {entries: e, senses: s, definition: []}}", "extract.json.definition", "found none"),
        (
            "extract: {json: {entries: e, senses: s, definition: {path: []}}}", "extract.json.definition.path",
            "found none"
        ),
        ("extract: {json: {entries: e, senses: s, definition: d, labels: []}}", "extract.json.labels", "found none"),
        ("extract: {json: {entries: \"e[\", senses: s, definition: d}}", "extract.json.entries", "found \"e[\""),
        ("extract: {json: {entries: e, senses: s, definition: {join: x}}}", "extract.json.definition.path", "missing"),
        (
            "extract: {wiktionary: {section: S, parts_of_speech: {N: noun}}}", "extract.wiktionary.layout",
            "missing, expected ordered-list"
        ),
        (
            "extract: {wiktionary: {layout: ordered-list, parts_of_speech: {N: noun}}}", "extract.wiktionary.section",
            "missing, expected the language"
        ),
        (
            "extract: {wiktionary: {layout: ordered-list, section: S}}", "extract.wiktionary.parts_of_speech",
            "missing, expected the edition's headings"
        ),
        (
            "extract: {wiktionary: {layout: ordered-list, section: {name: S, level: 6}, parts_of_speech: {N: noun}}}",
            "extract.wiktionary.section.level", "expected a whole number from 1 to 5"
        ),
        (
            "extract: {wiktionary: {layout: ordered-list, section: S, parts_of_speech: {N: noun}, skip_headings: [N]}}",
            "extract.wiktionary.skip_headings", "\"N\" is one of parts_of_speech too"
        ),
        (
            "extract: {wiktionary: {layout: ordered-list, section: S, parts_of_speech: {N: noun}, entry_per_headline: true}}",
            "extract.wiktionary.headline", "missing"
        ),
        (
            "extract: {wiktionary: {layout: ordered-list, section: S, parts_of_speech: {N: noun}, part_of_speech: {select: p}}}",
            "extract.wiktionary.part_of_speech.headings", "missing"
        ),
        (
            "extract: {wiktionary: {layout: captioned-blocks, section: S, parts_of_speech: {N: noun}}}",
            "extract.wiktionary.captions", "missing, expected the titles"
        ),
        (
            "extract: {wiktionary: {layout: captioned-blocks, section: S, parts_of_speech: {N: noun}, captions: {examples: E}}}",
            "extract.wiktionary.captions.senses", "missing"
        ),
        (
            "extract: {wiktionary: {layout: definition-list, section: S, parts_of_speech: {N: noun}, pronunciations: {rows: tr}}}",
            "extract.wiktionary.pronunciations.label", "missing"
        ),
        ("extract: {selectors: {entry: a, sense: p}}\ncharset: utf-99", "charset", "found \"utf-99\""),
        (
            "extract: {selectors: {entry: a, sense: p}}\naccept_headword: nearly", "accept_headword",
            "expected one of same-letters, exact, found \"nearly\""
        ),
        (
            "extract: {selectors: {entry: a, sense: p}}\nnot_found: [{missing: main}]", "not_found[0].missing",
            "changed mark-up lacks it too"
        ),
        (
            "extract: {selectors: {entry: a, sense: p}}\nblocked: [{no_path: a}]", "blocked[0].no_path",
            "changed mark-up lacks it too"
        ),
        (
            "extract: {selectors: {entry: a, sense: p}}\nblocked: [{status: 600}]", "blocked[0].status",
            "expected a whole number from 100 to 599"
        ),
        ("extract: {selectors: {entry: a, sense: p}}\nblocked: {text: x}", "blocked", "expected a list of mappings"),
    ]

    @Test(arguments: places)
    func `is told at its own key, once, with what was expected`(yaml: String, key: String, hint: String) throws {
        let faults = try faults(yaml)
        let told = faults.filter { $0.contains(": \(key): ") }
        #expect(told.count == 1, "\(faults)")
        #expect(told.first?.contains(hint) == true, "\(faults)")
        #expect(faults.allSatisfy { $0.hasPrefix("provider.yaml:") && !$0.contains("\n") })
    }

    @Test func `beside others is told with them, each at its own line`() throws {
        let yaml = """
            charset: klingon
            extract:
              selectors:
                entry: ">>"
                sense: p
                labels: {select: b, stripe: i}
                examples:
            """
        #expect(
            try faults(yaml).map {
                String($0.prefix { $0 != "," }.split(separator: ": ").prefix(2).joined(separator: " "))
            }.sorted()
                == [
                    "provider.yaml:1 charset", "provider.yaml:4 extract.selectors.entry",
                    "provider.yaml:6 extract.selectors.labels.stripe", "provider.yaml:7 extract.selectors.examples",
                ])
    }
}
