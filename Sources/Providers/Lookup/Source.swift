import Extraction
import Lexicon
import Markup
import Web

/// A dictionary site as a manifest describes it: how its pages are asked for and how they are read.
struct Source: Sendable {
    /// Whom answers come from; its `url` is the site's address.
    var credit: SourceCredit
    /// "language/source", the name by which fetchers and recordings know it.
    var key: String
    var address: URLTemplate
    /// What is done to a word before it goes into the address.
    var word: [WordTransform]
    /// Other forms of a word to ask for where the site does not have it as it is.
    var variants: [WordVariant]
    /// How its words are spelt.
    var orthography: Orthography
    /// Where to search for a word that has no page at its address.
    var search: SourceSearch?
    var headers: [String: String]
    /// Hosts, beside the address's own, that a redirect may lead to.
    var redirectHosts: Set<String>
    var pace: Pace
    /// How long its answers are good for.
    var lifetimes: Lifetimes
    /// Of the manifest, as far as it says what is asked for and how it is read, and of what reads it.
    var revision: String
    /// How its pages are judged.
    var rules: PageRules
    /// Whether its manifest was only ever tried on pages that were composed after descriptions of the site.
    var isUntried: Bool
    /// Words whose answers are known, by which a change of the site shows.
    var canaries: [String]
    /// What its answers have at least, where the site has not changed.
    var floors: FieldFloors
    /// Every key under `extract`: what the manifest means to read off a page.
    var fields: Set<String>
    /// Every selector of the manifest, by the way to it.
    var selectors: [(key: String, selector: Selector)]

    /// Most forms of a word that a site is asked for.
    private static let mostForms = 8

    /// The forms of `word`, the likeliest first: each variant of all that come before it.
    func forms(of word: String) -> [String] {
        variants.reduce([word]) { forms, variant in
            forms + forms.flatMap { variant.forms(of: $0, in: orthography) }
        }
    }

    /// Those of them to ask for, as far as they have addresses of their own.
    func askedForms(of word: String) -> [String] {
        var written: Set<String> = []
        return Array(forms(of: word).filter { written.insert(self.written($0)).inserted }.prefix(Self.mostForms))
    }

    /// A word as it stands in the site's addresses.
    func written(_ word: String) -> String {
        self.word.apply(to: word, in: orthography)
    }

    /// The address of the page of `word`.
    func url(of word: String) throws(FetchFailure) -> String {
        try address.url(for: written(word))
    }

    /// A page that was fetched for `word`, to be judged on this thread.
    func content(_ page: Page, word: String, limits: ReadingLimits) -> PageContent {
        PageContent(page, word: word, orthography: orthography, charset: rules.charset, limits: limits)
    }

    /// Judges a page that was fetched for `word`.
    func judge(_ page: Page, word: String, limits: ReadingLimits) -> Verdict {
        rules.judge(content(page, word: word, limits: limits), writtenAs: written(word))
    }
}

/// A site's search, for words that share an address with others: homographs.
struct SourceSearch: Sendable {
    var address: URLTemplate
    var word: [WordTransform]
    /// Links to pages of words.
    var links: Selector
    /// In a link, the word that it leads to; the whole link where nothing is named.
    var wordInLink: Selector?
}

extension [WordTransform] {
    func apply(to word: String, in orthography: Orthography) -> String {
        reduce(word) { $1.apply(to: $0, in: orthography) }
    }
}
