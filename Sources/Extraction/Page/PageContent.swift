import Lexicon
import Markup
import Web

/// A page while it is judged: decoded and parsed once, for whoever asks first.
package final class PageContent {
    /// Notes what selectors match on it; to be set before the page is read, and nil where nobody wants to know.
    package var usage: SelectorUsage?
    /// As it came.
    package let page: Page
    /// The word that the page was fetched for, as it is looked up.
    package let word: String
    /// How the word is spelt.
    package let orthography: Orthography
    /// What is left of what reading it may cost.
    package let budget: ReadingBudget

    /// The body, from whatever charset it came in.
    package private(set) lazy var utf8 = page.utf8(knownAs: charset)
    /// Nil where not even a broken page could be made of it.
    package private(set) lazy var document = (try? Document(html: utf8, nodes: budget.limits.nodes)).map(watched)

    /// A document of the page, whose reading costs the page's budget.
    func watched(_ document: Document) -> Document {
        document.usage = usage
        document.mayReadOn = { [budget] in budget.mayRead($0) }
        return document
    }

    private lazy var parsed = Result { () throws(ReadingExcess) in try JSONValue(utf8, most: budget.limits.nodes) }

    /// Nil where it is none.
    ///
    /// - Throws: Where it has more values than are read.
    func json() throws(ReadingExcess) -> JSONValue? { try parsed.get() }

    /// What the source's manifest says of the encoding of its pages; nil where it says nothing.
    private let charset: Charset?

    /// Decodes and parses nothing yet.
    ///
    /// - Parameter limits: What reading it may cost, from now on and on this thread.
    package init(
        _ page: Page, word: String, orthography: Orthography = Orthography(), charset: Charset? = nil,
        limits: ReadingLimits = ReadingLimits()
    ) {
        self.page = page
        self.word = word
        self.orthography = orthography
        self.charset = charset
        budget = ReadingBudget(limits)
    }

    /// Whether its source has `text` in it, to the letter.
    package func contains(_ text: String) -> Bool {
        utf8.range(of: text) != nil
    }
}
