/// What editions of Wiktionary call their headings, to begin a manifest with. They are guesses to be looked over: what is
/// read off pages is the manifest's alone.
struct EditionWords {
    let noun: String
    let verb: String
    let adjective: String
    let pronunciation: String
    let synonyms: String
    let antonyms: String

    private init(_ words: [String]) {
        (noun, verb, adjective) = (words[0], words[1], words[2])
        (pronunciation, synonyms, antonyms) = (words[3], words[4], words[5])
    }

    /// English ones for an edition whose words nobody noted here.
    init(of code: String) {
        self.init(Self.known[code] ?? Self.english)
    }

    private static let english = ["Noun", "Verb", "Adjective", "Pronunciation", "Synonyms", "Antonyms"]

    private static let known: [String: [String]] = [
        "ca": ["Nom", "Verb", "Adjectiu", "Pronúncia", "Sinònims", "Antònims"],
        "cs": ["podstatné jméno", "sloveso", "přídavné jméno", "výslovnost", "synonyma", "antonyma"],
        "da": ["Substantiv", "Verbum", "Adjektiv", "Udtale", "Synonymer", "Antonymer"],
        "de": ["Substantiv", "Verb", "Adjektiv", "Aussprache", "Synonyme", "Gegenwörter"],
        "el": ["Ουσιαστικό", "Ρήμα", "Επίθετο", "Προφορά", "Συνώνυμα", "Αντώνυμα"],
        "es": ["Sustantivo", "Verbo", "Adjetivo", "Pronunciación", "Sinónimos", "Antónimos"],
        "fi": ["Substantiivi", "Verbi", "Adjektiivi", "Ääntäminen", "Synonyymit", "Vastakohdat"],
        "fr": ["Nom commun", "Verbe", "Adjectif", "Prononciation", "Synonymes", "Antonymes"],
        "hu": ["Főnév", "Ige", "Melléknév", "Kiejtés", "Szinonimák", "Ellentétek"],
        "id": ["Nomina", "Verba", "Adjektiva", "Pengucapan", "Sinonim", "Antonim"],
        "it": ["Sostantivo", "Verbo", "Aggettivo", "Pronuncia", "Sinonimi", "Contrari"],
        "ja": ["名詞", "動詞", "形容詞", "発音", "類義語", "対義語"],
        "ko": ["명사", "동사", "형용사", "발음", "유의어", "반의어"],
        "nl": ["Zelfstandig naamwoord", "Werkwoord", "Bijvoeglijk naamwoord", "Uitspraak", "Synoniemen", "Antoniemen"],
        "no": ["Substantiv", "Verb", "Adjektiv", "Uttale", "Synonymer", "Antonymer"],
        "pl": ["rzeczownik", "czasownik", "przymiotnik", "wymowa", "synonimy", "antonimy"],
        "pt": ["Substantivo", "Verbo", "Adjetivo", "Pronúncia", "Sinônimos", "Antônimos"],
        "ro": ["Substantiv", "Verb", "Adjectiv", "Pronunție", "Sinonime", "Antonime"],
        "ru": ["Существительное", "Глагол", "Прилагательное", "Произношение", "Синонимы", "Антонимы"],
        "sv": ["Substantiv", "Verb", "Adjektiv", "Uttal", "Synonymer", "Antonymer"],
        "tr": ["Ad", "Eylem", "Ön ad", "Söyleniş", "Eş anlamlılar", "Karşıt anlamlılar"],
        "uk": ["Іменник", "Дієслово", "Прикметник", "Вимова", "Синоніми", "Антоніми"],
        "vi": ["Danh từ", "Động từ", "Tính từ", "Cách phát âm", "Đồng nghĩa", "Trái nghĩa"],
    ]
}
