/// What the templates show of a page.
///
/// A name that a template does not find is looked for further out, and a nil is not found: so the parts that nest have no
/// optionals, and no two of the others share a name.
struct PageView {
    struct LanguageOption {
        let code: String
        let tag: String
        let ownName: String
        let isChosen: Bool
    }

    let title: String
    /// What stands in the search box.
    let word: String
    let languages: [LanguageOption]
    let assets: PageAssets.Addresses
    /// One of these three.
    var home: HomeView?
    var result: ResultView?
    var notice: NoticeView?
}

/// The page before anything was looked up.
struct HomeView {
    struct Language {
        let tag: String
        let ownName: String
        let sources: [SourceView]
    }

    let shelves: [Language]
}

/// A dictionary, and its licence.
struct SourceView {
    struct Link { let address: String, text: String }

    /// One of these two has the name.
    let links: [Link]
    let names: [String]
    /// The same of the licence.
    let licenseLinks: [Link]
    let licenseNames: [String]
    let attributions: [String]
}

/// A word of the same or another language.
struct WordLink {
    let text: String
    let tag: String
    let address: String
}

/// The entries of a word that is found.
struct ResultView {
    struct Headword {
        let headword: String
        let entries: [EntryView]
    }

    let languageName: String
    let tag: String
    let direction: String
    let count: String
    let headwords: [Headword]
    let source: SourceView
    let fetchedOn: String
    let fetchedAt: String
    /// Whether it is an old answer, because the site cannot be reached.
    let isStale: Bool
}

struct EntryView {
    struct Transcription { let text: String, notationTag: String }

    let isNamed: Bool
    /// In the dictionary's words; none or one.
    let partOfSpeech: [String]
    /// In English, where that says something more; none or one.
    let partOfSpeechInEnglish: [String]
    let transcriptions: [Transcription]
    let senses: [SenseView]
    let relations: [RelationView]
}

struct SenseView {
    let definition: String
    let labels: [String]
    let examples: [String]
    let relations: [RelationView]
    let senses: [SenseView]
}

/// Synonyms, or antonyms.
struct RelationView {
    let name: String
    let words: [WordLink]
}

/// What went wrong, in plain words.
struct NoticeView {
    let heading: String
    /// The word as it was asked, none or one, and the tag of its language.
    let asked: [WordLink]
    let explanation: String
    /// What the gateway says of this very case; none or one.
    let details: [String]
    /// Where to try again; none or one.
    let retries: [String]
    /// The dictionaries that were asked.
    let tried: [SourceView]
    /// The same word in other languages, or the languages that there are.
    let elsewhere: [WordLink]
}
