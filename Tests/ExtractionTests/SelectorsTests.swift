import Extraction
import Lexicon
import Testing

@Suite struct SelectorsExtraction {
    private static let settings = """
        extract:
          selectors:
            strip: .ad
            entry: article
            headword: {select: h1, strip: sup}
            part_of_speech: .kind
            parts_of_speech: {nom: noun, verbe: verb}
            pronunciations:
              - {select: .ipa}
              - {select: .say, notation: respelling}
            sense: .sense
            definition: .text
            labels: .label
            examples: .example
            synonyms: .same
            antonyms: "xpath:.//b[@class='other']"
            not_terms: [see]
        """

    private func read(_ body: String) throws -> [Entry] {
        try PageRules(yaml: Self.settings).judge(body, word: "mot").entries
    }

    @Test func `each field is read where its selector says, senses nested as their elements are`() throws {
        let entries = try read(
            """
            <article><h1>mot<sup>2</sup></h1><span class=kind>nom masculin</span><i class=ipa>[mo]</i><i class=say>moh</i>
            <div class=sense><span class=label>vieux</span><span class=text>Ce qu'on dit<span class=ad>!!</span>.</span>
            <q class=example>Un mot.</q><span class=same>parole, terme; see dire</span><b class=other>silence</b>
            <div class=sense><span class=text>Un seul.</span></div></div><p class=same>vocable</p></article>
            <article><h1>mot</h1><span class=kind>adverbe</span><div class=sense><span class=text>Non.</span></div></article>
            """)
        #expect(
            entries == [
                Entry(
                    headword: "mot", partOfSpeech: .noun, partOfSpeechLabel: "nom masculin",
                    pronunciations: [Pronunciation(text: "mo"), Pronunciation(text: "moh", notation: .respelling)],
                    senses: [
                        Sense(
                            definition: "Ce qu'on dit.", labels: ["vieux"], examples: ["Un mot."],
                            synonyms: ["parole", "terme"], antonyms: ["silence"],
                            senses: [Sense(definition: "Un seul.")])
                    ], synonyms: ["vocable"]),
                Entry(headword: "mot", partOfSpeechLabel: "adverbe", senses: [Sense(definition: "Non.")]),
            ])
    }

    @Test func `an entry without a headword or without a sense is none`() throws {
        #expect(try read("<article><div class=sense><p class=text>A.</p></div></article>").isEmpty)
        #expect(try read("<article><h1>mot</h1></article>").isEmpty)
    }

    @Test func `what a page says once holds for every entry`() throws {
        let entries = try read(
            """
            <h1>mot</h1><i class=ipa>mo</i><article><div class=sense><p class=text>A.</p></div></article>
            <article><i class=ipa>mu</i><div class=sense><p class=text>B.</p></div></article><p class=same>vocable</p>
            """)
        #expect(entries.map(\.headword) == ["mot", "mot"])
        #expect(entries.map { $0.pronunciations.map(\.text) } == [["mo"], ["mu"]])
        #expect(entries.map(\.synonyms) == [["vocable"], ["vocable"]])
    }
}

@Suite struct SelectorsWithHeads {
    private static let settings = """
        extract:
          selectors:
            entry: article
            sense: li
            definition: {select: div, strip: .number}
            head: {select: "abbr:not(.text)", attribute: title}
            parts_of_speech: {noun: noun, verb: verb}
            joining_words: [y]
            senses_stand_once: true
        """

    private func read(_ body: String) throws -> [Entry] {
        try PageRules(yaml: Self.settings).judge(body, word: "mot").entries
    }

    @Test
    func `marks in front of a definition are its part of speech and its labels, and an entry is made for each part`()
        throws
    {
        let entries = try read(
            """
            <article><ol><li><div><b class=number>1.</b> <abbr title="noun, masculine">m.</abbr>
            <abbr title=Chile>Ch.</abbr>, <abbr title=Peru>P.</abbr> y <abbr title=old>o.</abbr> A word.
            <abbr title=Ecuador>E.</abbr></div></li>
            <li><div><abbr title=verb>v.</abbr> <abbr class=text title=Used>U.</abbr> to speak.</div></li>
            <li><div><abbr title="noun, feminine">f.</abbr> A speech.</div></li></ol></article>
            """)
        #expect(
            entries == [
                Entry(
                    headword: "mot", partOfSpeech: .noun, partOfSpeechLabel: "noun, masculine",
                    senses: [
                        Sense(definition: "A word. E.", labels: ["Chile", "Peru", "old"]),
                        Sense(definition: "A speech."),
                    ]),
                Entry(
                    headword: "mot", partOfSpeech: .verb, partOfSpeechLabel: "verb",
                    senses: [Sense(definition: "U. to speak.")]),
            ])
    }

    @Test func `a sense that stands twice counts once`() throws {
        let entries = try read(
            """
            <article><ol><li><div>A.</div></li></ol></article>
            <article><ol><li><div>A.</div></li><li><div>B.</div></li></ol></article><article><ol><li><div>B.</div></ol></article>
            """)
        #expect(entries.map { $0.senses.map(\.definition) } == [["A."], ["B."]])
    }
}
