import Markup
import Web

/// A page while it is judged: decoded and parsed once, for whoever asks first.
package final class PageContent {
    /// As it came.
    package let page: Page
    /// The word that the page was fetched for, as it is looked up.
    package let word: String

    /// The body, from whatever charset it came in.
    package private(set) lazy var utf8 = page.utf8
    /// Nil where not even a broken page could be made of it.
    package private(set) lazy var document = try? Document(html: utf8)

    /// Decodes and parses nothing yet.
    package init(_ page: Page, word: String) {
        self.page = page
        self.word = word
    }

    /// Whether its source has `text` in it, to the letter.
    package func contains(_ text: String) -> Bool {
        utf8.range(of: text) != nil
    }
}
