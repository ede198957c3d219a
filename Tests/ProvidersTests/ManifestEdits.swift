import Testing

/// A manifest that differs in one thing from a right one.
struct Edit: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String

    init(_ old: String, _ new: String) {
        self.old = old
        self.new = new
    }

    var testDescription: String { "\"\(old)\" → \"\(new)\"" }

    func manifest() throws -> String {
        try #require(Self.base.ranges(of: old).count == 1, "\(old) has to stand once in the base")
        return Self.base.replacing(old, with: new)
    }

    /// Every key that a manifest can have, in one that both accept.
    private static let base = """
        language: tl
        name: Testish
        aliases: [tst, Test]
        sources:
          - id: wiki
            name: Wiki
            url: https://wiki.example/{word}
            word: [lower-case, spaces-to _]
            variants: [swap-first-letter-case, [strip-accents, german-ascii]]
            headers: {User-Agent: dico}
            redirect_hosts: [www.wiki.example]
            license: CC0
            attribution: Everybody
            pace: {requests_per_second: 0.5, concurrency: 1}
            tried_on: composed
            canary: [word, other]
            expect: {part_of_speech: 0.9, pronunciations: 0.5, labels: 0.1, examples: 0.4, synonyms: 1, antonyms: 0.05, senses: 1.5}
            not_found: [{status: 200, selector: .none}, {missing: main, says: no such word}]
            blocked: [{text: go away}]
            accept_headword: same-letters
            charset: windows-1252
            search: {url: "https://wiki.example/?q={word}&n=1", word: lower-case, links: a.hit, word_in_link: b}
            extract:
              wiktionary:
                layout: ordered-list
                section: {name: [Testish, Tast], level: 1, select: .lang}
                headings: p.kind
                headword: p > b
                headline: p
                entry_per_headline: true
                part_of_speech: {headings: [Grammar], select: p}
                senses: {headings: [Meaning], lists: ol, strip: .eg, go_on: true, take: "a+", remove: [b, "c$"], replace: {d: e}}
                bare_labels: .tag
                marks: ["1.", "(1)"]
                joining_words: [and]
                term_joining_words: or
                parts_of_speech: {Noun: noun, Name: proper noun}
                entry_marks: .mark
                skip: [.ad, .note]
                skip_headings: [Gallery]
                not_terms: [see]
                placeholders: TODO
                without_senses: [definition missing]
                unnamed_headings: Origin
                pronunciations: {select: .ipa, headings: [Sound], qualifiers: .note, lines: IPA, place: entry, behind_entries: true, remove: x}
                labels: small
                examples: {items: "> ul > li", text: i, strip: cite, remove: y}
                synonyms: {headings: [Same], on_sense: .same, on_entry: .all, lines: [Syn], in_order: true, marks: "To 1:", remove: z}
                antonyms: {headings: [Other]}
          - id: blocks
            name: Blocks
            url: https://blocks.example/{word}
            extract:
              wiktionary:
                layout: captioned-blocks
                section: Blocks
                parts_of_speech: {Noun: noun}
                captions: {senses: S, pronunciations: P, examples: [E], synonyms: T, antonyms: A, inflection: I}
                part_of_speech: {select: p > i, headword: u}
                labels: em
                bare_labels: .short
                examples: {remove: "→.*"}
                pronunciations: {line: IPA, select: .sound}
                inflected_parts_of_speech: {Nouns: noun}
          - id: lists
            name: Lists
            url: https://lists.example/{word}
            extract:
              wiktionary:
                layout: definition-list
                section: Lists
                parts_of_speech: {Noun: noun}
                notes: {examples: [Example], synonyms: [Synonym], antonyms: [Antonym]}
                pronunciations: {rows: tr, label: (IPA)}
          - id: site
            name: Site
            url: https://site.example/{word}
            extract:
              selectors:
                strip: .advert
                repeat_cells: table.forms
                entry: article
                headword: {select: h1, strip: sup, attribute: title}
                part_of_speech: .kind
                parts_of_speech: {n.: noun}
                pronunciations: [{select: .say, strip: b, attribute: title, notation: respelling, enclosed: true}]
                sense: {starts: dt, ends: hr}
                sense_part_of_speech: {select: td, holds: true}
                marks: "1."
                joining_words: [and]
                term_joining_words: [or]
                entry_examples: {select: .eg, marks: "[1]", after: {select: h4, says: [Uses]}}
                senses_may_lack: true
                senses_stand_once: false
                phrases: {sense: li.phrase, heading: h3}
                definition: [.text, .def]
                definition_otherwise: dl
                head: abbr
                labels: {own_text: true, take: x}
                examples: "xpath:.//q"
                synonyms: .synonym
                antonyms: .antonym
                not_terms: see also
          - id: api
            name: API
            url: https://api.example/{word}.json
            extract:
              json:
                entries: list.entries
                headword: [title, "names[0]"]
                pronunciations: [{path: sound, notation: pinyin}, {path: "a[k=v].b"}]
                senses: meanings
                sub_senses: inner
                definition: {path: [def, gloss], join: "; ", select: p, strip: i, take: "x+", remove: y, replace: {z: w}}
                part_of_speech: ^.type
                part_of_speech_holds: true
                entry_synonyms: same
                entry_antonyms: other
                not_terms: see
                parts_of_speech: {名: noun}
                labels: tags
                examples: example
                synonyms: same
                antonyms: other
                strip: ["`", "~"]
        """

    static let right = [
        Edit("license: CC0", "license: CC0\n    keep: {found: 30d, not_found: 90m, stale: 0}"),
        Edit("license: CC0", "license: CC0\n    keep: {stale: \"0\"}"),
        Edit("license: CC0", "license: CC0\n    keep: {}"),
        Edit("language: tl", "language: no"), Edit("language: tl", "language: zh-hant"),
        Edit("aliases: [tst, Test]", "aliases: tst"), Edit("aliases: [tst, Test]", "aliases: []"),
        Edit("name: Testish", "name: 1984"), Edit("    license: CC0\n", ""),
        Edit("word: [lower-case, spaces-to _]", "word: non-letters-to -"),
        Edit("word: [lower-case, spaces-to _]", "word: []"),
        Edit("variants: [swap-first-letter-case,", "variants: [lower-case,"),
        Edit("variants: [swap-first-letter-case, [strip-accents, german-ascii]]", "variants: lower-case"),
        Edit("https://wiki.example/{word}", "http://wiki.example:8080/w?title={word}#top"),
        Edit("requests_per_second: 0.5", "requests_per_second: 2"), Edit("not_found: [{status: 200,", "not_found: [{"),
        Edit("skip: [.ad, .note]", "skip: [\"xpath:.//i\"]"), Edit("headings: [Other]", ""),
        Edit("headword: {select: h1, strip: sup, attribute: title}", "headword: h1"),
        Edit("senses_may_lack: true", "senses_may_lack: false"),
        Edit("        headword: p > b\n", ""),
        Edit("section: {name: [Testish, Tast], level: 1, select: .lang}", "section: Testish"),
        Edit("select: .ipa, ", ""), Edit("definition: {path: [def, gloss],", "definition: {path: def,"),
        Edit("marks: [\"1.\", \"(1)\"]", "marks: 1"), Edit("entry: article", "entry: {starts: h2}"),
        Edit("[{text: go away}]", "[{path: error, says: wall}, {empty: .}, {path: a, no_path: b}]"),
        Edit("senses_may_lack: true", "senses_may_lack: '.see a'"), Edit("text: go away", "text: 404"),
        Edit("entries: list.entries", "entries: ."), Edit("User-Agent: dico", "X-Year: 2026"),
    ]

    static let wrong = [
        // The language
        Edit("language: tl\n", ""), Edit("language: tl", "language: Testish!"), Edit("language: tl", "language: \"\""),
        Edit("language: tl", "language: -tl"), Edit("language: tl", "language: [tl]"), Edit("name: Testish\n", ""),
        Edit("name: Testish", "name:"), Edit("name: Testish", "name: Testish\ncolour: blue"),
        Edit("aliases: [tst, Test]", "aliases: {tst: Test}"), Edit("aliases: [tst, Test]", "aliases: [tst, ~]"),
        Edit("examples: 0.4", "examples: 1.4"), Edit("examples: 0.4", "examples: 0"),
        Edit("senses: 1.5", "sensen: 1.5"),
        Edit("tried_on: composed", "tried_on: paper"),
        // A source
        Edit("license: CC0", "license: CC0\n    keep: 30d"),
        Edit("license: CC0", "license: CC0\n    keep: {found: 30}"),
        Edit("license: CC0", "license: CC0\n    keep: {found: 1 d}"),
        Edit("license: CC0", "license: CC0\n    keep: {found: -1d}"),
        Edit("license: CC0", "license: CC0\n    keep: {found: d}"),
        Edit("license: CC0", "license: CC0\n    keep: {found: 30D}"),
        Edit("license: CC0", "license: CC0\n    keep: {for: 30d}"),
        Edit("id: wiki\n", "id: Wiki\n"), Edit("id: wiki\n", "id: 1\n"),
        Edit("  - id: wiki\n    name", "  - name"), Edit("name: Wiki\n", "nom: Wiki\n"),
        Edit("url: https://wiki.example/{word}\n", "url:\n"),
        Edit("https://wiki.example/{word}", "ftp://wiki.example/{word}"),
        Edit("https://wiki.example/{word}", "wiki.example/{word}"),
        Edit("https://wiki.example/{word}", "https://wiki.example/"),
        Edit("https://wiki.example/{word}", "https://{word}.wiki.example/"),
        Edit("https://wiki.example/{word}", "https://wiki.example{word}"),
        Edit("https://wiki.example/{word}", "https://me:secret@wiki.example/{word}"),
        Edit("https://wiki.example/{word}", "https://wiki.example/#{word}"),
        Edit("https://wiki.example/{word}", "https://wiki.example/{word}/{word}"),
        Edit("https://wiki.example/{word}", "https://wiki.example/{wort}/{word}"),
        Edit("https://wiki.example/{word}", "https://wiki.example/wörter/{word}"),
        Edit("word: [lower-case,", "word: [shout,"), Edit("spaces-to _]", "spaces-to]"),
        Edit("word: [lower-case, spaces-to _]", "word: {lower-case: true}"),
        Edit("[strip-accents, german-ascii]]", "[strip-accents, {german-ascii: true}]]"),
        Edit("[strip-accents, german-ascii]]", "[strip-accents, umlauts]]"),
        Edit("headers: {User-Agent: dico}", "headers: [dico]"), Edit("User-Agent: dico", "User Agent: dico"),
        Edit("User-Agent: dico", "Accept-Encoding: gzip"), Edit("User-Agent: dico", "User-Agent: \"di\\nco\""),
        Edit("[www.wiki.example]", "[\"https://www.wiki.example/\"]"), Edit("license: CC0", "license: {name: CC0}"),
        Edit("requests_per_second: 0.5", "requests_per_second: 0"),
        Edit("requests_per_second: 0.5", "requests_per_second: \"0.5\""),
        Edit("requests_per_second: 0.5", "requests_per_second: fast"),
        Edit("concurrency: 1", "concurrency: 0"), Edit("concurrency: 1", "concurrency: 1001"),
        Edit("concurrency: 1", "concurrency: 1.5"), Edit("concurrency: 1", "parallel: 1"),
        Edit("pace: {requests_per_second: 0.5, concurrency: 1}", "pace: 0.5"),
        Edit("pace: {requests_per_second: 0.5, concurrency: 1}", "pace:"),
        Edit("status: 200", "status: 99"), Edit("status: 200", "status: \"200\""),
        Edit("{missing: main, says: no such word}", "{}"), Edit("says: no such word", "title: x"),
        Edit("{missing: main, says: no such word}", "{missing: main}"),
        Edit("{missing: main,", "{missing: ,"), Edit("[{text: go away}]", "{text: go away}"),
        Edit("accept_headword: same-letters", "accept_headword: maybe"),
        Edit("charset: windows-1252", "charset: klingon"), Edit(", links: a.hit", ""),
        Edit("https://wiki.example/?q={word}&n=1", "https://wiki.example/?q="),
        // Extractors
        Edit("      json:\n", "      jsonp:\n"), Edit("      selectors:\n", "      json: {}\n      selectors:\n"),
        Edit("layout: ordered-list", "layout: ordered_list"), Edit("        layout: ordered-list\n", ""),
        Edit("layout: ordered-list", "layout: definition-list"),
        Edit("{Noun: noun, Name: proper noun}", "{Noun: substantive}"), Edit("level: 1", "level: 6"),
        Edit("{name: [Testish, Tast], level", "{level"),
        Edit("select: .ipa, headings: [Sound], qualifiers: .note, lines: IPA,", "headings: [Sound],"),
        Edit("marks: [\"1.\", \"(1)\"]", "marks: [one]"), Edit("place: entry", "place: there"),
        Edit("in_order: true", "in_order: 1"),
        Edit("{headings: [Grammar], select: p}", "{select: p}"), Edit("replace: {d: e}", "replace: [d, e]"),
        Edit("entry: article", "entry: {ends: h2}"), Edit("{select: td, holds: true}", "{holds: true}"),
        Edit("{select: h4, says: [Uses]}", "{select: h4}"),
        Edit("{own_text: true, take: x}", "{own_text: false, take: x}"),
        Edit("\"names[0]\"", "\"names[\""), Edit("sub_senses: inner", "sub_senses: [inner]"),
        Edit("{path: [def, gloss], join", "{join"),
        Edit("[{text: go away}]", "[{no_path: a}]"),
        Edit("        parts_of_speech: {Noun: noun, Name: proper noun}\n", ""), Edit("skip: [.ad, .note]", "skip: []"),
        Edit("skip: [.ad, .note]", "skip: [.ad, \"xpath:.//i\"]"), Edit("items: \"> ul > li\", ", ""),
        Edit("on_sense: .same", "in_sense: .same"), Edit("senses: S, ", ""),
        Edit("line: IPA, select: .sound", "line: IPA"), Edit("{Nouns: noun}", "{Nouns: nouns}"),
        Edit(
            "        captions: {senses: S, pronunciations: P, examples: [E], synonyms: T, antonyms: A, inflection: I}\n",
            ""),
        Edit("notes: {examples: [Example],", "notes: {examples: [[Example]],"), Edit("rows: tr, ", ""),
        Edit(", label: (IPA)", ""), Edit("        entry: article\n", ""), Edit("entry: article", "entry: []"),
        Edit("entry: article", "entry: {select: article}"), Edit("id: wiki\n", "id: wiki\n    use: Nothing!\n"),
        Edit("{select: h1, strip: sup,", "{strip: sup,"),
        Edit("        parts_of_speech: {n.: noun}\n", ""), Edit("notation: respelling", "notation: respelt"),
        Edit("[{select: .say, strip: b, attribute: title, notation: respelling, enclosed: true}]", ".say"),
        Edit("phrases: {sense: li.phrase, heading: h3}", "phrases: {sense: li.phrase}"),
        Edit("senses_may_lack: true", "senses_may_lack: 1"),
        Edit("        sense: {starts: dt, ends: hr}\n", "        sence: li\n"), Edit("        senses: meanings\n", ""),
        Edit("        parts_of_speech: {名: noun}\n", ""), Edit("{path: sound,", "{key: sound,"),
        Edit("entries: list.entries", "entries: [list.entries]"),
        Edit("examples: \"xpath:.//q\"", "examples: \"xpath: \""), Edit("entries: list.entries", "entries: \"a]\""),
        Edit("entries: list.entries", "entries: .."), Edit("entries: list.entries", "entries: \"a[=x]\""),
        Edit("entries: list.entries", "entries: a."), Edit("entries: list.entries", "entries: \"a[0]b\""),
        Edit("entries: list.entries", "entries: a..b"), Edit("entries: list.entries", "entries: \"a[b..c=x]\""),
        Edit("language: tl", "language: \(String(repeating: "a", count: 65))"),
        Edit("name: Testish", "name: \(String(repeating: "a", count: 101))"),
        Edit("{status: 200, selector: .none}", "{status: 200}"), Edit("says: no such word", "says: \" \""),
        Edit("text: go away", "text: \"go\\0\""), Edit("name: Wiki", "name: \"  \""),
        Edit("replace: {d: e}", "replace: {d: \"\\e\"}"), Edit("name: Testish", "name: \"Test\\nish\""),
        Edit("aliases: [tst, Test]", "aliases: [tst, \"T\\e\"]"),
        Edit("name: Wiki", "name: \"Wi\\u2028ki\""), Edit("license: CC0", "license: \"CC\\t0\""),
        Edit("canary: [word, other]", "canary: [word, \"oth\\ner\"]"),
        Edit("requests_per_second: 0.5", "requests_per_second: 1e-300"),
        Edit("requests_per_second: 0.5", "requests_per_second: 1000001"),
    ]

    /// What is beyond a schema: the grammars of selectors and addresses, sameness, and what YAML itself forbids.
    static let wrongForTheLoader = [
        Edit("license: CC0", "license: CC0\n    keep: {found: 9999d}"),
        Edit("headword: p > b", "headword: p >> b"), Edit("examples: \"xpath:.//q\"", "examples: \"xpath:.//q[\""),
        Edit("id: blocks", "id: wiki"), Edit("remove: [b, \"c$\"]", "remove: \"c)\""),
        Edit("id: wiki\n", "id: wiki\n    use: nothing\n"),
        Edit("https://wiki.example/{word}", "https://wiki.example:port/{word}"),
        Edit("license: CC0", "license: CC0\n    license: CC1"), Edit("name: Testish", "name: [Testish"),
    ]
}
