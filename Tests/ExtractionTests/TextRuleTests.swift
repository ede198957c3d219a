import Lexicon
import Testing

@testable import Extraction

@Suite struct `Terms of a running text` {
    @Test(arguments: [
        ("hound, pooch", "hound|pooch"), ("hound; pooch、cur，mutt；whelp،tyke", "hound|pooch|cur|mutt|whelp|tyke"),
        ("(animal): hound (dated), pooch", "hound|pooch"), ("[1, 2] hound [3]", "hound"), ("（书）犬；狗", "犬|狗"),
        ("animals: hound", "hound"), ("taxonomic: Canis: hound.", "hound"), ("hound — of a kind, pooch", "hound|pooch"),
        ("see also hound, pooch", "pooch"), ("pooch, more: See Also hound", "pooch"), ("hound/pooch", "hound|pooch"),
        ("go up/down", "go up/down"), ("hound/", "hound/"), ("and/or/", "and/or/"),
        ("“hound”, „pooch“, «cur».", "hound|pooch|cur"),
        ("hound or pooch", "hound|pooch"), ("hound order", "hound order"), ("—, -, ?", ""), ("", ""), (" , ;", ""),
        ("(all of it", ""), (") hound", "hound"), ("((a) b) hound", "hound"), ("→ hound", "hound"),
    ])
    func `are its pieces, less notes, labels and remarks`(text: String, terms: String) {
        let found = TermList.terms(in: text, ignoring: ["see also"], joinedBy: ["or"])
        #expect(found.joined(separator: "|") == terms)
    }

    @Test(arguments: [
        ("/fo/ or [ˈfo]", "fo|ˈfo"), ("\\fo\\", "fo"), ("fo", "fo"), ("/-fo/", ""), ("/fo", "fo"), ("// []", ""),
        ("/a/b/c/", "a|c"), ("[a/b]", "a/b"), ("", ""), (" [ fo ] ", "fo"),
    ])
    func `are transcriptions where signs enclose them`(text: String, found: String) {
        #expect(Transcription.all(in: text).joined(separator: "|") == found)
    }
}

@Suite struct `A part of speech` {
    private static let map = PartOfSpeechMap([
        "Nom": .noun, "Nom propre": .properNoun, "verbe": .verb, "l'article": .article, "n.": .noun, "动": .verb,
    ])

    @Test(arguments: [
        ("Nom", PartOfSpeech.noun), ("nom commun", .noun), ("NOM PROPRE, masculin", .properNoun),
        ("Nom-adjectif", .noun),
        ("Nominal", nil), ("un nom", nil), ("Verbe transitif", .verb), ("L\u{2019}article", .article), ("n. m.", .noun),
        ("nm", nil), ("", nil), ("Nom2", nil), ("nom 2", .noun), ("动词", nil), ("动", .verb),
    ])
    func `is the longest name that a label is or begins with, word by word`(label: String, kind: PartOfSpeech?) {
        #expect(Self.map[label] == kind)
    }

    @Test func `is looked for in the head of a label alone, however long that is`() {
        #expect(Self.map["Nom " + String(repeating: "x ", count: 1_000_000)] == .noun)
        #expect(PartOfSpeechMap([:])["Nom"] == nil)
    }
}

@Suite struct `A headword` {
    private func accepts(_ rule: HeadwordRule, _ headword: String, _ word: String, _ language: String = "") -> Bool {
        rule.accepts(headword, for: word, in: Orthography(language: language))
    }

    @Test(arguments: [
        ("frío", "frio", true), ("frío, a", "frío", true), ("Wolke", "wolke", true), ("grand-père", "grand père", true),
        ("wolken", "wolke", false), ("mot, parole", "parole", false), ("", "mot", false), ("mot", "mo", false),
    ])
    func `of the same letters is the word's`(headword: String, word: String, isAccepted: Bool) {
        #expect(accepts(.sameLetters, headword, word) == isAccepted)
    }

    @Test(arguments: [
        ("the\u{301}", "th\u{E9}", true), ("the", "thé", false), ("Wolke", "wolke", false), ("mot, a", "mot", false),
    ])
    func `is to the letter where the rule says so, however it is typed`(
        headword: String, word: String, isAccepted: Bool
    ) {
        #expect(accepts(.exact, headword, word) == isAccepted)
    }

    @Test func `that is spelt as one of the word's forms is does away with those that are only like it`() {
        let entries = ["peche", "pêche", "Pêche", "péché"].map { Entry(headword: $0, senses: []) }
        func own(_ words: String...) -> [String] {
            HeadwordRule.sameLetters.entries(entries, forAnyOf: words, in: Orthography(language: "fr")).map(\.headword)
        }
        #expect(own("péché") == ["péché"])
        #expect(own("autre") == [])
        #expect(own("autre", "péché") == ["péché"])
        #expect(Set(own("PECHÉ")).isSubset(of: ["peche", "pêche", "Pêche", "péché"]) && !own("PECHÉ").isEmpty)
    }
}
