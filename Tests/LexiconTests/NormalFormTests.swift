import Testing

@testable import Lexicon

@Suite struct NormalForms {
    @Test(arguments: [
        ("cloud", "cloud"), ("  pomme \u{a0} de\u{202f}terre\n", "pomme de terre"), ("e\u{301}te\u{301}", "été"),
        ("clo\u{ad}ud", "cloud"), ("\u{feff}cloud", "cloud"), ("clo\u{200b}u\u{2060}d", "cloud"),
        ("\u{200e}cloud\u{200f}", "cloud"), ("\u{202a}cloud\u{202c}", "cloud"), ("e\u{ad}\u{301}", "é"),
        ("l\u{2019}eau", "l'eau"), ("l\u{b4}eau", "l'eau"), ("arc\u{2011}en\u{2010}ciel", "arc-en-ciel"),
        ("ｃｌｏｕｄ", "cloud"), ("ﬁsh", "fish"), ("ｶﾞｲﾄﾞ", "ガイド"), ("１２", "12"),
        ("clo\u{180e}ud", "cloud"), ("cloud\u{fe0f}", "cloud"), ("葛\u{e0100}城", "葛城"), ("雨\u{fe00}", "雨"),
        ("cloud\u{e0067}\u{e007f}", "cloud"), ("\u{e0001}cloud\u{e0020}", "cloud"), ("clo\u{3164}ud", "cloud"),
        ("l\u{2bc}eau", "l'eau"), ("l\u{2032}eau", "l'eau"), ("aujourd\u{2bc}hui", "aujourd'hui"),
        ("\u{133}s", "ijs"), ("\u{132}sland", "IJsland"), ("bezig b\u{133}", "bezig bij"),
        ("\u{2fac}", "雨"), ("\u{2f4a}\u{2f4a}", "木木"), ("\u{2f00}\u{2fd5}", "一龠"), ("大\u{2fac}", "大雨"),
        ("clo\u{200d}ud", "cloud"), ("Auf\u{200c}lage", "Auflage"),
    ])
    func `what nobody sees, and what stands for a key, makes no difference`(typed: String, word: String) {
        #expect(normalForm(of: typed).unicodeScalars.elementsEqual(word.unicodeScalars))
        #expect(normalForm(of: normalForm(of: typed)) == word)
    }

    @Test(arguments: [
        "Polish", "cœur", "ß", "می\u{200c}خواهم", "👩\u{200d}🚀", "क्\u{200d}ष", "’", "Ａ", "`", "okina\u{2bb}", "「雲」",
        "ʼ", "′", "ĳ", "ò", "ó", "ıl", "\u{2e9f}", "①②", "½ l", "²ʰ",
    ])
    func `what tells words apart stays`(word: String) {
        #expect(normalForm(of: word).unicodeScalars.elementsEqual(word.unicodeScalars))
    }

    @Test(arguments: ["\u{200b}", "\u{ad}\u{feff}", " \u{a0}"])
    func `a word of which nothing is left is refused`(word: String) {
        let request = LookupRequest(word: word, form: .full)
        #expect(request.fault()?.description.contains("is empty") == true)
    }
}

@Suite struct Spellings {
    private func cases(_ word: String, _ language: String) -> [String] {
        Orthography(language: language).otherCases(of: word)
    }

    @Test(
        arguments: [
            ("NUBE", "es", ["nube", "Nube"]), ("bank", "en", ["Bank"]), ("Bank", "en", ["bank"]),
            ("new york", "en", ["New york", "New York"]),
            (
                "RIO DE JANEIRO", "pt",
                [
                    "rio de janeiro", "Rio de janeiro", "Rio de Janeiro",
                ]
            ),
            ("SAINT-PIERRE", "fr", ["saint-pierre", "Saint-pierre", "Saint-Pierre"]),
            ("CÔTE D'IVOIRE", "fr", ["côte d'ivoire", "Côte d'ivoire", "Côte d'Ivoire"]),
            ("AIX-EN-PROVENCE", "fr", ["aix-en-provence", "Aix-en-provence", "Aix-en-Provence"]),
            ("LE PUY-EN-VELAY", "fr", ["le puy-en-velay", "Le puy-en-velay", "Le Puy-en-Velay"]),
            ("CÔTE-D'OR", "fr", ["côte-d'or", "Côte-d'or", "Côte-d'Or"]),
            (
                "L'HAŸ-LES-ROSES", "fr",
                [
                    "l'haÿ-les-roses", "L'haÿ-les-roses", "L'Haÿ-les-Roses",
                ]
            ), ("AUJOURD'HUI", "fr", ["aujourd'hui", "Aujourd'hui"]), ("DON'T", "en", ["don't", "Don't"]),
            ("NEW-YORK", "de", ["New-york", "New-York", "new-york"]),
            ("O'NEILL", "en", ["o'neill", "O'neill", "O'Neill"]),
            (
                "ROTHENBURG-OB-DER-TAUBER", "de",
                [
                    "Rothenburg-ob-der-tauber", "Rothenburg-ob-der-Tauber", "rothenburg-ob-der-tauber",
                ]
            ), ("PAPUA NEW GUINEA", "en", ["papua new guinea", "Papua new guinea", "Papua New Guinea"]),
            ("РОСТОВ-НА-ДОНУ", "ru", ["ростов-на-дону", "Ростов-на-дону", "Ростов-на-Дону"]),
            ("'S-HERTOGENBOSCH", "nl", ["'s-hertogenbosch", "'s-Hertogenbosch"]), ("-ISM", "en", ["-ism"]),
            ("saint-pierre", "fr", ["Saint-pierre", "Saint-Pierre"]),
            ("WOLKE", "de", ["Wolke", "wolke"]), ("STRAßE", "de", ["Straße", "straße"]), ("雲", "ja", []),
            ("ISTANBUL", "tr", ["ıstanbul", "Istanbul"]), ("istanbul", "tr", ["İstanbul"]),
            (
                "IJSLAND", "nl",
                [
                    "ijsland", "IJsland", "IJsland",
                ]
            ), ("ΟΔΟΣ", "el", ["οδος", "Οδος"]),
        ] as [(String, String, [String])])
    func `a word is tried in the cases that its language knows`(word: String, language: String, forms: [String]) {
        #expect(cases(word, language) == forms.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }

    @Test func `only a word that is all in capitals is one without a reason`() {
        let spanish = Orthography(language: "es")
        #expect(spanish.withoutCapitals("NUBE") == ["nube", "Nube"])
        #expect(spanish.withoutCapitals("Nube").isEmpty)
        #expect(spanish.withoutCapitals("A").isEmpty)
    }

    @Test(arguments: [
        ("coeur", "Cœur", "fr"), ("strasse", "Straße", "de"), ("lodz", "Łódź", "pl"), ("istanbul", "İstanbul", "en"),
        ("ισχυς", "ΙΣΧΥΣ", "el"),
    ])
    func `words of the same letters are alike`(one: String, other: String, language: String) {
        let orthography = Orthography(language: language)
        #expect(orthography.letters(of: one) == orthography.letters(of: other))
    }

    @Test func `in Turkish the dot tells two letters apart`() {
        let turkish = Orthography(language: "tr")
        #expect(turkish.letters(of: "ISI") != turkish.letters(of: "isi"))
        #expect(turkish.letters(of: "ISI") == turkish.letters(of: "ısı"))
        #expect(turkish.spelling(of: "İş") == turkish.spelling(of: "iş"))
    }

    @Test func `ligatures are tried both ways, and ss as ß`() {
        #expect(Orthography.ligatureForms(of: "coeur") == ["cœur"])
        #expect(Orthography.ligatureForms(of: "OEUF") == ["ŒUF"])
        #expect(Orthography.ligatureForms(of: "cœur") == ["coeur"])
        #expect(Orthography.ligatureForms(of: "nuage").isEmpty)
        #expect(Orthography.eszettForms(of: "Massenstrasse") == ["Maßenstrasse", "Massenstraße"])
    }
}
